"""ASCII anchors beside the headings' own, so that a deep link can be typed, mailed and pasted anywhere.

A heading keeps its anchor; an empty element inside it carries the transliterated title. Which of the
two the reader copies is decided in ``headings.js``: the heading's own one where it is ASCII.
"""

from __future__ import annotations

import html
import re
from itertools import chain, count

from assistant.russian.translit import ascii_slug

_ID = re.compile(r"<[a-z][^<>]*?\sid=\"([^\"]+)\"", re.IGNORECASE)
_HEADING = re.compile(
    r"(?P<open><(?P<tag>h[1-6])\b[^>]*\sid=\"[^\"]+\"[^>]*>)(?P<title>.*?)</(?P=tag)>", re.DOTALL
)
_TAG = re.compile(r"<[^>]+>")
_NO_LETTERS = "razdel"


def add_aliases(content: str) -> str:
    """Give each heading of an article its ASCII anchor; doubles are numbered from 2, no id is met twice."""
    used = ids_of(content)

    def mark(match: re.Match[str]) -> str:
        slug = ascii_slug(html.unescape(_TAG.sub("", match["title"]))) or _NO_LETTERS
        numbered = (f"{slug}-{number}" for number in count(2))
        alias = next(each for each in chain((slug,), numbered) if each not in used)
        used.add(alias)
        return f'{match["open"]}<span class="kb-alias" id="{alias}"></span>{match["title"]}</{match["tag"]}>'

    return _HEADING.sub(mark, content)


def ids_of(content: str) -> set[str]:
    """All anchors of some HTML."""
    return {html.unescape(each) for each in _ID.findall(content)}
