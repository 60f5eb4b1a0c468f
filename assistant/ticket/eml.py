"""Text of a mail as real clients send it.

Takes the plain part, else the words of the HTML part; names attachments and opens none, but for a mail
attached as a whole, which is a forward. Broken headers and unknown encodings never raise anything but
``TicketError``.
"""

from __future__ import annotations

import email
import email.policy
import re
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from assistant.errors import TicketError
from assistant.russian.expression import expression
from assistant.ticket.html_text import html_text

MAX_BYTES = 5_000_000
_MAX_PARTS = 200
_MAX_DEPTH = 20
_MAX_NAME = 120
_FORWARD_HEAD = "---------- Пересылаемое сообщение ----------"
# The most frequent letters of Russian: what tells two one-byte encodings apart.
_FREQUENT = expression("[оеаинтсрвл]", re.IGNORECASE)


def read_eml(data: bytes) -> str:
    """Return the subject-less text of a mail with its attachments named at the end.

    Raises:
        TicketError: the mail is over the size cap or has no readable text.
    """
    if len(data) > MAX_BYTES:
        raise TicketError(f"Письмо больше {MAX_BYTES // 1_000_000} МБ. Вставьте его текст вручную.")
    reading = _Reading()
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        text = reading.body(message, 0).strip()
    except Exception as error:  # the standard parser raises nearly anything on broken mail
        raise TicketError("Письмо не разбирается. Вставьте его текст вручную.") from error
    if reading.names:
        text += "\n\n" + "\n".join(f"Вложение: {name}" for name in reading.names)
    if not text.strip():
        raise TicketError("В письме нет текста. Вставьте его вручную.")
    return text


@dataclass
class _Reading:
    """One pass over the parts of a mail: ``names`` of attachments and how many parts were seen."""

    names: list[str] = field(default_factory=list)
    parts: int = 0

    def body(self, part: Message, depth: int) -> str:
        """Text of a part with everything inside it."""
        self.parts += 1
        if self.parts > _MAX_PARTS or depth > _MAX_DEPTH:
            return ""
        _decode_raw_headers(part)
        kind = part.get_content_type()
        if part.is_multipart():
            return self._bodies(part, kind, depth)
        name = part.get_filename()
        if name or part.get_content_disposition() == "attachment":
            self.names.append(_decoded_name(str(name or "без имени")))
            return ""
        if kind == "text/html":
            return html_text(_decoded(part))
        return _decoded(part) if kind == "text/plain" else ""

    def _bodies(self, part: Message, kind: str, depth: int) -> str:
        inner = [each for each in part.get_payload() if isinstance(each, Message)]
        if kind == "multipart/alternative":
            # The same text several times over: plain words before those of the HTML.
            inner.sort(key=lambda each: each.get_content_type() != "text/plain")
            bodies = (self.body(each, depth + 1) for each in inner)
            return next((body for body in bodies if body.strip()), "")
        text = "\n".join(body for each in inner if (body := self.body(each, depth + 1)).strip())
        return f"{_FORWARD_HEAD}\n{text}" if kind == "message/rfc822" and text else text


def _decode_raw_headers(part: Message) -> None:
    """Read the bytes some programs leave in the headers that name an attachment."""
    for name, value in tuple(part.raw_items()):
        if name.lower() in ("content-type", "content-disposition") and not value.isascii():
            part.replace_header(name, _read(value.encode("utf-8", "surrogateescape"), ""))


def _decoded_name(value: str) -> str:
    """Name of an attachment in one line."""
    value = value[: _MAX_NAME * 10]
    with suppress(LookupError, ValueError, MessageError):  # a broken one is shown as it came
        value = str(make_header(decode_header(value)))
    return " ".join(value.split())[:_MAX_NAME].encode("utf-8", "replace").decode("utf-8")


def _decoded(part: Message) -> str:
    """Payload as text with plain line ends: its own charset, then UTF-8, then what reads as Russian."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    return _read(payload, part.get_content_charset() or "").replace("\r\n", "\n")


def _read(payload: bytes, charset: str) -> str:
    for encoding in (charset, "utf-8"):
        try:
            text = payload.decode(encoding)
            text.encode()  # some codecs make half characters, which no one can store
        except (LookupError, ValueError):
            continue
        return text
    texts = (payload.decode(encoding, errors="replace") for encoding in ("cp1251", "koi8-r"))
    return max(texts, key=lambda text: len(_FREQUENT.findall(text)))
