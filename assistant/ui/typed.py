"""What stands in the fields of a draft, by the keys of its fields; taken in before a run does anything else.

Words typed and a button pressed after them may come in one message, from an agent who does not wait for a page that
is being drawn. Such a button may lead to another draft, or have the page drawn anew before a field is reached: so
the words go into the draft first.
"""

from __future__ import annotations

import streamlit as st

from assistant.ui.working_draft import WorkingDraft
from assistant.ui.workspace import Workspace

_FIELDS = ("number", "received", "client", "text")
_DRAFTED = "drafted"


def field_key(name: str, draft: WorkingDraft) -> str:
    """Key of a field of the ticket, the same in every session of this draft."""
    return f"{name}-{draft.id}-{draft.form}"


def reply_key(draft: WorkingDraft) -> str:
    """Key of the reply's text area, the same in every session of this draft."""
    return f"reply-{draft.id}-{draft.edition}"


def reason_key(draft: WorkingDraft) -> str:
    """Key of the field that asks why a verdict is overruled."""
    return f"rule-reason-{draft.id}"


def note_drafted(draft: WorkingDraft, text: str) -> None:
    """Remember the text a reply's area was drawn from: a reply that equals it is no wording of the agent's."""
    st.session_state[_DRAFTED] = (reply_key(draft), text)


def take_in(work: Workspace) -> None:
    """Bring the draft in line with its fields, as far as they are on the page the browser shows."""
    draft = work.draft
    values: dict[str, object] = {
        name: st.session_state[key]
        for name in _FIELDS
        if (key := field_key(name, draft)) in st.session_state
    }
    drawn, drafted = st.session_state.get(_DRAFTED, ("", ""))
    key = reply_key(draft)
    if key == drawn and key in st.session_state:
        reply = st.session_state[key]
        values["reply"] = None if reply == drafted else reply
    if (key := reason_key(draft)) in st.session_state:
        reason = st.session_state[key]
        if reason != draft.ruling.get("reason", ""):
            values["ruling"] = {**draft.ruling, "reason": reason}
    work.update(**values)


def standing(work: Workspace, agent: str, drafted: str | None) -> dict[str, str]:
    """What the server has of each field, by its key; the last one is the field where the work is.

    ``drafted`` is the reply as it was made, None without one.
    """
    draft = work.draft
    texts = {"agent": agent, reason_key(draft): draft.ruling.get("reason", "")}
    texts |= {field_key(name, draft): str(getattr(draft, name)) for name in _FIELDS}
    if drafted is not None:
        texts[reply_key(draft)] = drafted if draft.reply is None else draft.reply
    return texts
