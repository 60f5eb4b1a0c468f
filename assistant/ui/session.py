"""One agent's session: settings, library, workspace and answer, kept between reruns."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from assistant.access.visitor import Visitor
from assistant.answer import Answer
from assistant.errors import AssistantError
from assistant.library import Library
from assistant.settings import Settings
from assistant.ui.answering import answer_of
from assistant.ui.browser import owner
from assistant.ui.drafts import Drafts
from assistant.ui.journal_keeper import JournalKeeper
from assistant.ui.past_keeper import PastKeeper
from assistant.ui.shelf import Shelf
from assistant.ui.trouble import UNEXPECTED, report
from assistant.ui.working_draft import WorkingDraft
from assistant.ui.workspace import Workspace


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """Settings, read once a process."""
    return Settings.from_environment()


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """The library of the process."""
    return Shelf(settings())


@st.cache_resource(show_spinner=False)
def drafts() -> Drafts:
    """The file of drafts."""
    return Drafts(settings().state)


@st.cache_resource(show_spinner=False)
def journal_keeper() -> JournalKeeper:
    """The journal of the process."""
    return JournalKeeper(settings())


@st.cache_resource(show_spinner=False)
def past_keeper() -> PastKeeper:
    """Past tickets of the process."""
    return PastKeeper(settings().likeness, journal_keeper().journal)


def workspace(visitor: Visitor) -> Workspace:
    """The draft of this tab, as its address names it (``?draft=…``, ``?item=…``)."""
    identifier = st.query_params.get("draft", "")
    item = st.query_params.get("item", "")
    if "workspace" not in st.session_state:
        st.session_state["workspace"] = Workspace(
            drafts(),
            visitor.owner or owner(),
            identifier,
            sees_others=visitor.role.sees_others,
        )
    work: Workspace = st.session_state["workspace"]
    work.trouble = ""
    if identifier and identifier != work.draft.id and _is_meant(identifier, work):
        work.open(identifier)
    if item and item != work.draft.item:
        if work.draft.is_blank:
            work.update(item=item)
        else:
            work.start(item=item)
    name_in_address(work)
    return work


def _is_meant(identifier: str, work: Workspace) -> bool:
    """Whether the address names a draft because somebody wants it.

    What the agent did before the browser had heard of another draft comes with the address of the one that was
    left. Only the browser's own way back leads to that again, which the public interface of Streamlit does not tell.
    """
    context = get_script_run_ctx()
    return identifier not in work.left or (context is not None and context.is_history_navigation)


def name_in_address(work: Workspace) -> None:
    """Put the draft's identifier into the page's address, with the item it was opened for."""
    work.moved = False
    draft = work.draft
    wanted = {"draft": draft.id, "item": draft.item} if draft.item else {"draft": draft.id}
    if dict(st.query_params) != wanted:
        st.query_params.from_dict(wanted)


def again(work: Workspace) -> NoReturn:
    """Draw the whole page anew, under the draft's present identifier."""
    name_in_address(work)
    st.rerun()


def keep(work: Workspace, **values: object) -> None:
    """Save what a widget returned; start over when the draft had to move aside."""
    work.update(**values)
    if work.moved:
        again(work)


def redraft(work: Workspace, **values: object) -> NoReturn:
    """Make the draft anew by another decision; the agent's own wording is kept to come back to."""
    draft = work.draft
    kept = draft.kept if draft.reply is None else draft.reply
    keep(work, reply=None, kept=kept, waived=False, edition=draft.edition + 1, **values)
    again(work)


def answer_for(work: Workspace, agent: str, library: Library, edition: str) -> Answer | None:
    """The answer to the draft's ticket, made once for each state of ticket, name and library.

    None while there is nothing to answer; ``problem`` tells why it could not be answered.
    """
    draft = work.draft
    if not draft.answered:
        return None
    asked = _asked(draft)
    key = (asked, agent, edition)
    made: tuple[object, Answer] | None = st.session_state.get("answer")
    if made is None or made[0] != key:
        try:
            past = past_keeper().past(library.searcher.index)
            made = (key, answer_of(draft, agent, library, past))
        except AssistantError as error:
            _give_up(work, str(error))
            return None
        except Exception as error:  # noqa: BLE001  a ticket no room can digest must stay editable
            report(error)
            _give_up(work, UNEXPECTED)
            return None
        st.session_state["answer"] = made
    return made[1]


def _give_up(work: Workspace, message: str) -> None:
    """Go back to the text, with the reason."""
    st.session_state["problem"] = (_asked(work.draft), message)
    keep(work, answered=False)


def problem(work: Workspace) -> str:
    """Why the ticket as it stands could not be answered, empty when that is not known."""
    asked, message = st.session_state.get("problem", ((), ""))
    return message if asked == _asked(work.draft) else ""


def _asked(draft: WorkingDraft) -> tuple[object, ...]:
    """All of a draft that an answer depends on."""
    moment = draft.received or draft.arrived
    ruling = tuple(sorted(draft.ruling.items()))
    typed = (draft.text, draft.number, draft.client, draft.channel, moment)
    return (*typed, draft.request, draft.kind, ruling)
