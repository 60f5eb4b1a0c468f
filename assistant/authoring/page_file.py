"""A text file as bytes, edited so that every byte nobody meant to change stays.

Knows the encodings and newlines that ``knowledge.source`` reads: UTF-8 with or without a byte order
mark, Windows-1251, CRLF, CR or LF, mixed ones too. What is written gets the file's own encoding, and
the newline the file has most of. Only UTF-16 is written back as UTF-8 with a mark, which every editor
reads.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.checks.finding import Edit

_BOM = b"\xef\xbb\xbf"
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_END = re.compile(rb"(?:\r\n|\r|\n)\Z")


@dataclass(frozen=True, slots=True)
class PageFile:
    """Lines with their ends; ``mark`` is the byte order mark or nothing."""

    mark: bytes
    encoding: str
    lines: tuple[bytes, ...]

    @classmethod
    def from_bytes(cls, data: bytes) -> PageFile:
        """Take a file apart; what is neither UTF-16 nor UTF-8 is Windows-1251."""
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            data = _BOM + data.decode("utf-16", errors="replace").encode()
        mark = _BOM if data.startswith(_BOM) else b""
        body = data.removeprefix(mark)
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            return cls(b"", "cp1251", tuple(_LINE.findall(data)))
        return cls(mark, "utf-8", tuple(_LINE.findall(body)))

    def to_bytes(self) -> bytes:
        """The whole file."""
        return self.mark + b"".join(self.lines)

    def text(self) -> str:
        """The text as ``knowledge.source`` would read it."""
        text = b"".join(self.lines).decode(self.encoding, errors="replace")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @property
    def newline(self) -> bytes:
        """The line end the file has most of."""
        ends = Counter(match.group() for line in self.lines if (match := _END.search(line)))
        return ends.most_common(1)[0][0] if ends else b"\n"

    def edited(self, edits: Iterable[Edit]) -> tuple[PageFile, tuple[Edit, ...]]:
        """Make the edits that fit; returns those that were made.

        One does not fit when its text no longer stands there, or cannot be written in the encoding.
        """
        lines = list(self.lines)
        made: list[Edit] = []
        # From the right: an edit must not move the columns of those still to come.
        for edit in sorted(set(edits), key=lambda each: (each.line, each.column), reverse=True):
            line = self._with(edit, lines[edit.line - 1]) if edit.line <= len(lines) else None
            if line is not None:
                lines[edit.line - 1] = line
                made.append(edit)
        return replace(self, lines=tuple(lines)), tuple(reversed(made))

    def _with(self, edit: Edit, line: bytes) -> bytes | None:
        text = line.decode(self.encoding, errors="replace")
        if not text.startswith(edit.old, edit.column):
            return None
        try:
            start = len(text[: edit.column].encode(self.encoding, errors="replace"))
            old, new = edit.old.encode(self.encoding), edit.new.encode(self.encoding)
        except UnicodeEncodeError:
            return None
        return line[:start] + new + line[start + len(old) :]

    def inserted(self, before: int, texts: Sequence[str]) -> PageFile:
        """Put lines of text before a line, counted from 1; past the last one they go to the end.

        Raises:
            UnicodeEncodeError: the encoding of the file has no such character.
        """
        at = before - 1
        head, tail = list(self.lines[:at]), self.lines[at:]
        if head and not _END.search(head[-1]):
            head[-1] += self.newline
        new = [text.encode(self.encoding) + self.newline for text in texts]
        return replace(self, lines=(*head, *new, *tail))
