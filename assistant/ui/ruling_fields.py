"""The fields in which a verdict is overruled: on the desk while it is worked on, in the journal afterwards."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from assistant.triage.rules import Rules
from assistant.triage.ruling import Ruling
from assistant.ui.words import KINDS, LEVELS, SCOPES

_REASON_CHARACTERS = 200
_PICKS = {
    "level": ("Уровень", LEVELS),
    "scope": ("Круг задач", SCOPES),
    "kind": ("Вид", KINDS),
}


def draw_verdict_fields(present: Ruling, rules: Rules, suffix: str) -> Ruling:
    """Draw level, scope, kind and what is not ours, set as they are now; what is picked, with the reason as it was."""
    picked = {
        name: _pick(title, words, getattr(present, name), f"rule-{name}-{suffix}")
        for name, (title, words) in _PICKS.items()
    }
    category = ""
    if picked["scope"] != "in":
        category = _category(present.category, rules, f"rule-category-{suffix}")
    return Ruling(**picked, category=category, reason=present.reason)


def draw_reason(reason: str, key: str) -> str:
    """Draw the field for the reason; what stands in it."""
    return str(
        st.text_input(
            "Почему исправляете",
            reason,
            key=key,
            max_chars=_REASON_CHARACTERS,
            placeholder="например: клиент уточнил, что стоят все",
        )
    )


def _pick(title: str, words: Mapping[str, str], value: str, key: str) -> str:
    picked: str = st.pills(
        title,
        list(words),
        default=value,
        required=True,
        format_func=lambda each: words[each],
        key=key,
    )
    return picked


def _category(present: str, rules: Rules, key: str) -> str:
    titles = {each.name: each.title for each in rules.categories}
    picked: str | None = st.selectbox(
        "Что именно не наше",
        list(titles),
        index=list(titles).index(present) if present in titles else None,
        format_func=lambda each: titles[each],
        placeholder="Выберите",
        key=key,
    )
    return picked or ""
