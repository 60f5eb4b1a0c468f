"""Grounding: over all golden tickets no sentence of a draft says what no source says."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from functools import cache

import pytest

from assistant import desk
from assistant.answer import Answer
from assistant.knowledge.base import Knowledge
from assistant.library import Library
from assistant.reply.draft import sentences_of
from assistant.settings import ROOT
from assistant.ticket.ticket import Ticket

GOLDEN = sorted((ROOT / "tests/golden").glob("*.jsonl"))
WORD = re.compile(r"[^\W_]+")
# What the program itself puts in: the number, and the numbers of a list.
OWN = {"20481", *map(str, range(1, 30))}


def words(text: str) -> set[str]:
    return set(WORD.findall(text.lower().replace("ё", "е")))


@cache
def page_words(path: str, knowledge: Knowledge) -> frozenset[str]:
    """Words of a page's client texts, and of what ``replies.yml`` puts in the place of a missing one."""
    templates = (template.body for template in knowledge.documents[path].templates)
    return frozenset(words(" ".join(templates)))


@cache
def figure_words(knowledge: Knowledge) -> frozenset[str]:
    data = {
        name: knowledge.figures[name] for name in ("contacts", "facts", "replies", "scope", "sla")
    }
    return frozenset(words(json.dumps(data, ensure_ascii=False)))


def ungrounded(answer: Answer, knowledge: Knowledge) -> list[tuple[str, set[str]]]:
    """Sentences with the words that neither their source, a figure nor the ticket has."""
    elsewhere = figure_words(knowledge) | words(answer.ticket.text) | OWN
    return [
        (sentence, left)
        for part in answer.reply.parts
        for sentence in sentences_of(part.text)
        if (
            left := words(sentence)
            - page_words(part.source.partition("#")[0], knowledge)
            - elsewhere
        )
    ]


def answers(library: Library, channel: str) -> list[Answer]:
    received = library.calendar.local(datetime(2026, 11, 20, 11))
    lines = [line for file in GOLDEN for line in file.read_text("utf-8").splitlines()]
    return [
        desk.answer(
            Ticket.from_text(json.loads(line)["text"], received, number="20481", channel=channel),
            library,
        )
        for line in lines
    ]


@pytest.mark.parametrize("channel", ["email", "telegram"])
def test_every_sentence_is_grounded(channel: str, library: Library) -> None:
    found = answers(library, channel)
    assert len(found) > 400
    assert [row for each in found for row in ungrounded(each, library.knowledge)] == []
    # Nothing but places to fill is left for the agent to mend.
    assert {finding.code for each in found for finding in each.lint} <= {"empty-slot"}
    assert [each.reply for each in found if not all(part.source for part in each.reply.parts)] == []


def test_a_sentence_of_nobody_would_be_found(library: Library) -> None:
    answer = answers(library, "email")[0]
    first = answer.reply.parts[0]
    invented = replace(first, text="Возместим убытки.")
    reply = replace(answer.reply, parts=(first, invented))
    assert ungrounded(replace(answer, reply=reply), library.knowledge) == [
        ("Возместим убытки.", {"возместим", "убытки"})
    ]
