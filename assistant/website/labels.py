"""Label lines of a page («**Что делать:**») marked in its HTML, so that a style can show them."""

from __future__ import annotations

import re

_LABEL = r"<strong>[^<>]{1,80}(?::</strong>|</strong>:)"
_ALONE = re.compile(rf"<p>({_LABEL})\s*</p>")
_LEADING = re.compile(rf"<p>(?={_LABEL})")


def mark_labels(html: str) -> str:
    """Give paragraphs that are or begin with a label the classes ``label`` and ``label-line``."""
    return _LEADING.sub('<p class="label-line">', _ALONE.sub(r'<p class="label">\1</p>', html))
