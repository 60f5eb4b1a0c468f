"""The few things a browser must do itself: keep, count down, mark, copy, take a mail file.

Plain HTML and JavaScript from ``assets``, mounted in the page; they ask nothing of any other address.
Their data is JSON and reaches the page as text, never as HTML.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from pathlib import Path

import streamlit as st

from assistant.errors import TicketError
from assistant.ticket.eml import MAX_BYTES, read_eml
from assistant.ui.fingerprint import fingerprint

ASSETS = Path(__file__).parent / "assets"
_SHELL_PARTS = (
    "russian.js",
    "merging.js",
    "keeping.js",
    "caret.js",
    "clock.js",
    "marks.js",
    "keys.js",
    "shell.js",
)


def _script(*names: str) -> str:
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)


_shell = st.components.v2.component("desk_shell", js=_script(*_SHELL_PARTS), isolate_styles=False)
_copy = st.components.v2.component(
    "desk_copy",
    html='<button type="button" class="desk-copy"></button><span role="status"></span>',
    js=_script("copy.js"),
    isolate_styles=False,
)
_mail = st.components.v2.component(
    "desk_mail",
    html='<button type="button" class="desk-mail"></button><input type="file" hidden>'
    '<span role="status"></span>',
    js=_script("mail.js"),
    isolate_styles=False,
)


def shell(
    saved: Mapping[str, str], known: Iterable[int], owner: str, agent: str, origin: str = ""
) -> tuple[str, str]:
    """Everything about the page as a whole; a field's key and a text for it that came when the field was gone.

    ``saved`` maps a field's key to what is on disk for it, ``known`` holds fingerprints of all that
    arrived here before: the browser keeps its own copy of whatever is neither. ``origin`` is the draft
    whose fields these were before it got another identifier. The trigger ``woke`` draws the page after a
    reconnection.
    """
    prints = {key: fingerprint(text) for key, text in saved.items()}
    data = {
        "saved": prints,
        "known": list(known),
        "owner": owner,
        "agent": agent,
        "origin": origin,
    }
    result = _shell(key="shell", data=data, on_woke_change=_nothing, on_late_change=_nothing)
    match result.get("late") if result else None:
        case {"key": str(key), "text": str(text)}:
            return key, text
    return "", ""


def copy_button(
    key: str,
    name: str,
    text: str,
    *,
    field: str = "",
    blocked: str = "",
    main: bool = False,
    told: bool = False,
) -> str:
    """A button that copies ``text``; the text that was just copied, where ``told`` asks for it.

    ``field`` is the key of the text area the text comes from: a copy waits until what is on screen
    has been checked. ``blocked`` is the reason why it may not be copied now.
    """
    data = {
        "id": key,
        "name": name,
        "text": text,
        "field": field,
        "blocked": blocked,
        "main": main,
        "told": told,
    }
    result = _copy(key=key, data=data, on_copied_change=_nothing)
    copied = result.get("copied") if result else None
    return copied if isinstance(copied, str) else ""


def mail_text(key: str) -> str:
    """Text of a mail file that was just dropped or chosen, empty when none was.

    Raises:
        TicketError: it is no readable mail or over the size cap.
    """
    result = _mail(key=key, data={"max_bytes": MAX_BYTES}, on_file_change=_nothing)
    encoded = result.get("file") if result else None
    return read_mail(encoded) if isinstance(encoded, str) else ""


def read_mail(encoded: str) -> str:
    """Text of a mail that came from the browser in Base64.

    Raises:
        TicketError: it is no readable mail or over the size cap.
    """
    try:
        data = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise TicketError("Файл не дошёл целиком. Откройте его ещё раз.") from error
    return read_eml(data)


def _nothing() -> None:
    """A component reports only what it has a callback for."""
