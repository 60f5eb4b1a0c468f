"""Past tickets like the one on the desk: what they were about and how they ended."""

from __future__ import annotations

import streamlit as st

from assistant.answer import Answer
from assistant.errors import AssistantError
from assistant.journal.likeness import Neighbour, neighbours
from assistant.ui.markup import Markup, tag
from assistant.ui.session import journal_keeper
from assistant.ui.show import heading, show
from assistant.ui.words import shortened, similarity_words

_TEXT_CHARACTERS = 160
_LONG_CHARACTERS = 1_200


def draw_similar(answer: Answer) -> None:
    """Draw them, the client's own ones first; nothing where there are none."""
    found = _neighbours(answer)
    if not found:
        return
    heading("Похожие обращения")
    own_first = sorted(found, key=lambda each: not each.is_same_client)
    show(tag("ul", *(_row(each) for each in own_first), class_="desk-list"))


def similar_of_client(answer: Answer) -> tuple[Neighbour, ...]:
    """Those that the ticket's own client wrote."""
    return tuple(each for each in _neighbours(answer) if each.is_same_client)


def _neighbours(answer: Answer) -> tuple[Neighbour, ...]:
    similar = answer.repeat.similar
    if not similar:
        return ()
    key = (similar, answer.ticket.client)
    kept: tuple[object, tuple[Neighbour, ...]] | None = st.session_state.get("neighbours")
    if kept is None or kept[0] != key:
        try:
            found = neighbours(journal_keeper().journal(), similar, answer.ticket.client)
        except AssistantError:
            found = ()
        kept = (key, found)
        st.session_state["neighbours"] = kept
    return kept[1]


def _row(each: Neighbour) -> Markup:
    client = tag("b", "тот же клиент · ") if each.is_same_client else Markup()
    head = tag(
        "summary",
        tag("b", f"№ {each.number}"),
        f" · {each.created:%d.%m.%Y} · ",
        client,
        f"сходство {similarity_words(each.similarity)}",
        tag("br"),
        tag("span", shortened(each.text, _TEXT_CHARACTERS), class_="desk-quiet"),
    )
    body = [tag("p", shortened(each.text, _LONG_CHARACTERS))]
    if each.resolution:
        body.append(
            tag("p", tag("b", "Чем кончилось: "), shortened(each.resolution, _LONG_CHARACTERS))
        )
    return tag("li", tag("details", head, *body))
