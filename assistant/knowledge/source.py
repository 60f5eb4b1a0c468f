"""Read one file of ``docs/`` as text, whatever editor saved it.

Takes UTF-8 with or without a byte order mark, UTF-16 and Windows-1251, CRLF or LF. Splits off the YAML front
matter. Leaves Markdown to ``blocks``.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import PageError
from assistant.knowledge.figures import LOADER
from assistant.knowledge.names import page_name

MAX_PAGE_BYTES = 2_000_000
# A page may open with a rule; only a key right under the «---» makes it front matter.
_FRONT_MATTER = re.compile(r"\A---[ ]*\n([A-Za-z_][\w-]*[ ]*:.*?\n)---[ ]*(?:\n|\Z)", re.DOTALL)
# A heading of the page before the second rule: two rules of a page, and no front matter between them.
_HEADING = re.compile(r"^[ ]*\n#{1,6} \S", re.MULTILINE)
_MACRO_PAGE = re.compile(r"^render_macros:[ ]*true\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """Text of a page: ``text`` keeps every line of the file, front matter lines being blank.

    ``problem`` tells of a front matter that is no YAML, on a page that does without one.
    """

    path: str
    text: str
    front_matter: Mapping[str, Any]
    problem: PageError | None = None

    @property
    def is_macro_page(self) -> bool:
        """Whether the page asks for its macros to be expanded."""
        return self.front_matter.get("render_macros") is True


def decode(data: bytes) -> str:
    """Decode the bytes of a page; every newline becomes LF.

    UTF-16 («Юникод» of the Notepad) is known by its mark; else UTF-8, else Windows-1251.
    """
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return _newlines(data.decode("utf-16"))
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1251", errors="replace")
    return _newlines(text)


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_source(file: Path, path: str) -> Source:
    """Read a page; ``path`` is its name under ``docs/`` with forward slashes, in NFC.

    Raises:
        PageError: the file is too large or unreadable, or the front matter of a macro page is not YAML.
    """
    try:
        size = file.stat().st_size
        if size > MAX_PAGE_BYTES:
            problem = f"файл больше {MAX_PAGE_BYTES // 1_000_000} МБ"
            raise PageError(path, None, problem, "разделите страницу на несколько")
        text = decode(file.read_bytes())
    except OSError as error:
        raise PageError(
            path, None, f"файл не читается ({error.strerror})", "проверьте права"
        ) from error
    return parse_source(text, path)


def parse_source(text: str, path: str) -> Source:
    """Split decoded text into front matter and body; line numbers stay those of the file.

    Raises:
        PageError: the page asks for its macros to be expanded, and its front matter is not YAML.
    """
    path = page_name(path)
    match = _FRONT_MATTER.match(text)
    if match is None or _HEADING.search(match.group(1)):
        return Source(path, text, {})
    body = "\n" * match.group(0).count("\n") + text[match.end() :]
    try:
        front_matter = yaml.load(match.group(1), Loader=LOADER)  # noqa: S506  a safe loader
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2026-02-30
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark is not None else 1
        what, remedy = "шапка между --- не разбирается как YAML", "исправьте или удалите её"
        problem = PageError(path, line, what, remedy)
        if _MACRO_PAGE.search(match.group(1)):
            raise problem from error
        # The head of a document that was dropped in is for other programs; its text is what counts.
        return Source(path, body, {}, problem)
    return (
        Source(path, body, front_matter)
        if isinstance(front_matter, dict)
        else Source(path, text, {})
    )
