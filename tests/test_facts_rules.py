"""Rules as data: hints that never hide a match, one key catalogue, work that grows with the text only."""

from __future__ import annotations

import importlib
import pkgutil
import re
from re import _constants as op  # the parsed pattern is the only witness of what a match must hold
from re import _parser as parser
from typing import Any

import pytest

from assistant.russian.normal import normalise
from assistant.settings import ROOT
from assistant.ticket import facts
from assistant.ticket.facts import find_facts
from assistant.ticket.facts.rule import Rule, compile_spaced
from assistant.ticket.facts.rulebook import RuleBook

DIGITS = frozenset("0123456789")
MODULES = [
    importlib.import_module(f"{facts.__name__}.{module.name}")
    for module in pkgutil.iter_modules(facts.__path__)
]
RULES = [rule for module in MODULES for rule in getattr(module, "RULES", ())]


def holds(sequence: Any, hints: frozenset[str]) -> bool:
    """Whether every text a parsed pattern matches has one of the hints in it."""
    run = ""
    for kind, value in [*sequence, (op.ANY, None)]:
        if kind is op.LITERAL:
            run += chr(value)
            continue
        if any(hint in run for hint in hints) or holds_one(kind, value, hints):
            return True
        run = ""
    return False


def holds_one(kind: Any, value: Any, hints: frozenset[str]) -> bool:
    if kind is op.SUBPATTERN:
        return holds(value[-1], hints)
    if kind is op.BRANCH:
        return all(holds(branch, hints) for branch in value[1])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        return value[0] >= 1 and holds(value[2], hints)
    if kind is op.IN:
        return all(in_class(item, hints) for item in value)
    return False


def in_class(item: Any, hints: frozenset[str]) -> bool:
    kind, value = item
    if kind is op.CATEGORY:
        return value is op.CATEGORY_DIGIT and hints >= DIGITS
    return kind is op.LITERAL and chr(value) in hints


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.key}:{rule.source[:40]}")
def test_every_match_holds_a_hint_of_each_list(rule: Rule) -> None:
    parsed = parser.parse(compile_spaced(rule.source).pattern)
    assert [sorted(hints) for hints in rule.hints if not holds(parsed, hints)] == []


def test_keys_are_those_of_the_catalogue() -> None:
    written = (ROOT / "docs" / "_data" / "facts.yml").read_text(encoding="utf-8")
    known = set(re.findall(r"^([a-z_]+):$", written, re.MULTILINE))
    assert {rule.key for rule in RULES} - known == set()


def test_a_space_of_a_pattern_is_up_to_three_white_spaces() -> None:
    pattern = compile_spaced(r"на [а б]{3}(?<! в)")
    assert pattern.fullmatch("на \n а б")
    assert not pattern.fullmatch("на    а б")


def test_a_rule_wakes_only_where_both_lists_of_hints_have_a_word() -> None:
    book = RuleBook.of([Rule.of("key", "раньш&работ", "раньше работало")])
    assert [fact.value for fact in book.find(normalise("Раньше работало"))] == ["Раньше работало"]
    assert book._awake("раньше было") == 0


def test_a_needed_word_may_stand_in_another_sentence() -> None:
    book = RuleBook.of([Rule.of("key", "молч", "молчат", needs="заявк")])
    said = "Подала заявку на присоединение ещё неделю назад через приложение. Молчат."
    assert [fact.value for fact in book.find(normalise(said))] == ["Молчат"]
    assert list(book.find(normalise("Молчат."))) == []


def test_group_value_narrows_the_fact_only_in_its_own_alternative() -> None:
    book = RuleBook.of([Rule.of("key", "бот", r"бот (?P<value>\w+)|мой бот")])
    assert [fact.value for fact in book.find(normalise("бот один"))] == ["один"]
    assert [fact.value for fact in book.find(normalise("мой бот"))] == ["мой бот"]


@pytest.mark.parametrize(
    "piece",
    ["а", "1", "!", "«", "8 900 ", "пишет ", "спасибо ", "жк ", "не знаю ", "никто ", "a@b.ru "],
)
def test_long_repetition_is_read_to_its_end(piece: str) -> None:
    text = (piece * 100_000)[:100_000] + ". ЖК «Лазурит»"
    found = find_facts(normalise(text), ((0, len(text)),))
    assert any(fact.key == "object" and fact.value == "ЖК «Лазурит»" for fact in found)
