"""The CommonMark parser of the house: the standard one, plus tables, plus what our editors mean.

Where editors write something that CommonMark takes for something else, the parser follows the editors:

- A bold label («**Стандартный ответ:**») or a table right below a list item ends the list; for CommonMark
  it goes on the item's text.
- «---» right below a line of text is a rule; for CommonMark it makes the line a heading.
- «<ID>» is text, as every name that HTML does not know; a «<br>» alone on its line starts no raw HTML, nor
  does a comment that never ends, which would hide the rest of the page.
- Marks as word processors and other programs leave them are read as typed ones (``marks``,
  ``loose_lists``, ``callouts``, ``bold_headings``), and so is text that clings to a fence (``fences``).
- «[ID]: 12345» is text; for CommonMark it defines the target of a link, and no reader sees it.

(The only file, with ``blocks`` and ``website.rewriting``, that knows markdown-it.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.rules_block import StateBlock, fence, html_block, lheading, reference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, html_inline
from markdown_it.token import Token

from assistant.knowledge.bold_headings import raise_bold_headings
from assistant.knowledge.callouts import quote_callouts
from assistant.knowledge.fences import whole_fence
from assistant.knowledge.loose_lists import tidy_lists
from assistant.knowledge.marks import tidy_line

_LABEL = re.compile(r"\*\*[^*\n]{1,80}?(?::\*\*|\*\*[ ]?:)")
_TABLE_RULE = re.compile(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_DEFINITION = re.compile(
    r"\[(?!\^)[^\]]+\]:[ ]*<?(?:[a-z][a-z0-9+.-]*:|[./#]|[^<>]*\.(?:md|html?|png|jpe?g|svg|pdf)\b)",
    re.IGNORECASE,
)
_BLOCKS = ["paragraph", "reference", "blockquote"]
_MAY_BE_CODE = re.compile(r"```|~~~|<!--|\t| {4}")
_TAG = re.compile(r"</?([a-z][a-z0-9-]*)", re.IGNORECASE)
_RAW_BLOCKS = frozenset((*block_names, "script", "pre", "style", "textarea"))
_INLINE_TAGS = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img input ins kbd label mark q rp rt ruby s samp small"
    " span strong sub sup svg time tt u var wbr audio video source picture strike font button".split()
)
HTML_TAGS = _RAW_BLOCKS | _INLINE_TAGS


def house_parser() -> MarkdownIt:
    """A new parser; the site and the assistant both read pages with it."""
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    parser.core.ruler.after("normalize", "marks", _tidy)
    parser.block.ruler.at(
        "fence", _fence, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.block.ruler.at("reference", _definition)
    parser.block.ruler.at("lheading", _underlined)
    parser.block.ruler.at("html_block", _raw_html, {"alt": _BLOCKS})
    parser.block.ruler.before("paragraph", "label", _label_or_table, {"alt": [*_BLOCKS, "list"]})
    parser.inline.ruler.at("html_inline", _html_tag)
    return parser


def code_lines(text: str) -> frozenset[int]:
    """Lines (from 1) of a Markdown text that hold code or a comment rather than text."""
    tidied = "\n".join(_tidied(quote_callouts(text).split("\n")))
    return frozenset(line + 1 for line in _code_lines(_PARSER, tidied))


def _code_lines(parser: MarkdownIt, text: str) -> set[int]:
    """The same lines counted from 0; a text without any sign of code is not parsed for it."""
    if not _MAY_BE_CODE.search(text):
        return set()
    tokens: list[Token] = []
    parser.block.parse(text, parser, {}, tokens)
    return {
        line
        for token in tokens
        if token.map and (token.type in ("fence", "code_block") or _is_comment(token))
        for line in range(*token.map)
    }


def _is_comment(token: Token) -> bool:
    return token.type == "html_block" and token.content.lstrip().startswith("<!--")


def _tidy(state: StateCore) -> None:
    """Read the marks of the text's lines as they are meant; code is left as it is."""
    state.src = quote_callouts(state.src)
    lines = state.src.split("\n")
    tidied = _tidied(lines)
    if tidied != lines:
        # Marks that were none before may open code.
        code = _code_lines(state.md, "\n".join(tidied))
        state.src = "\n".join(
            lines[at] if at in code and not _is_fence(line) else line
            for at, line in enumerate(tidied)
        )


def _tidied(lines: Sequence[str]) -> list[str]:
    return raise_bold_headings(tidy_lists([tidy_line(line) for line in lines]))


def _is_fence(line: str) -> bool:
    return line.lstrip(" -*+>0123456789.)").startswith(("```", "~~~"))


def _label_or_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Say that a line can start a block; the rules of tables and paragraphs then read it."""
    if not silent or state.sCount[start] >= state.blkIndent:
        return False
    at = state.bMarks[start] + state.tShift[start]
    line = state.src[at : state.eMarks[start]]
    if _LABEL.match(line):
        return True
    if "|" not in line or start + 1 >= end:
        return False
    below = state.src[state.bMarks[start + 1] : state.eMarks[start + 1]]
    return "|" in below and _TABLE_RULE.match(below) is not None


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A fence with the text that clings to its marks."""
    known = len(state.tokens)
    if not fence(state, start, end, silent):
        return False
    if not silent:
        token = state.tokens[known]
        whole = whole_fence(token.content, token.info, token.markup)
        if whole.height:
            state.line = start + whole.height
            token.map = [start, state.line]
        token.content = "".join(f"{line}\n" for line in whole.lines)
        token.info = whole.info
    return True


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The target of a reference link is an address or a path; anything else is text."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return _DEFINITION.match(line) is not None and reference(state, start, end, silent)


def _underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A heading underlined with «===» is one, a line above «---» is not."""
    line, known = state.line, len(state.tokens)
    if not lheading(state, start, end, silent):
        return False
    if state.tokens[known].markup == "=":
        return True
    del state.tokens[known:]
    state.line = line
    return False


def _raw_html(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Raw HTML begins with a block's tag or with a mark such as «<!--»; a comment that never ends is text."""
    at = state.bMarks[start] + state.tShift[start]
    if state.src.startswith("<!--", at) and "-->" not in state.src[at:]:
        return False
    tag = _TAG.match(state.src, at, state.eMarks[start])
    if tag is not None and tag[1].lower() not in _RAW_BLOCKS:
        return False
    return html_block(state, start, end, silent)


def _html_tag(state: StateInline, silent: bool) -> bool:
    """A tag is one that HTML knows."""
    tag = _TAG.match(state.src, state.pos)
    if tag is not None and tag[1].lower() not in HTML_TAGS:
        return False
    return html_inline(state, silent)


_PARSER = house_parser()
