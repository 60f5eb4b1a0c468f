"""Russian letters as ASCII for addresses (the common passport scheme, ICAO Doc 9303)."""

from __future__ import annotations

import re

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_TABLE = str.maketrans(_LETTERS)


def ascii_slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; empty when no letter or digit is left."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().translate(_TABLE)).strip("-")
