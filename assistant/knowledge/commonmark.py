"""The CommonMark parser of the house: the standard one, plus tables, plus one rule of the house.

A line that begins with a bold label («**Стандартный ответ:**») right below a list item ends the list;
CommonMark would take it for a lazy continuation of the item. Editors write labels there without a blank
line, and mean a label. (The only file, with ``blocks``, that knows markdown-it.)
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_LABEL = re.compile(r"\*\*[^*\n]{1,80}?(?::\*\*|\*\*[ ]?:)")
_ENDS = ["paragraph", "reference", "blockquote", "list"]


def house_parser() -> MarkdownIt:
    """A new parser; the site and the assistant both read pages with it."""
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    parser.block.ruler.before("paragraph", "label", _label, {"alt": _ENDS})
    return parser


def _label(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001  the parser's signature
    """Say that a label line can start a block; the paragraph rule then reads it."""
    if not silent or state.sCount[start] >= state.blkIndent:
        return False
    at = state.bMarks[start] + state.tShift[start]
    return bool(_LABEL.match(state.src, at, state.eMarks[start]))
