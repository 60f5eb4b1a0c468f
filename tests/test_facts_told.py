"""How often the rules find what customers tell in short, and how often they leave empty words alone.

``golden/told/KEY.txt`` holds fragments in which a customer gives the fact KEY; ``none-*.txt`` holds
questions, promises and pleas that give none. The rules were written with the odd lines and every fourth
one in sight, the rest is only counted. When a floor is missed, write rules for a class of wordings, never
for a line.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from assistant.ticket.ticket import Ticket

TOLD = Path(__file__).parent / "golden" / "told"
RECEIVED = datetime(2026, 11, 20, 12, 0)
KEYS = sorted(file.stem for file in TOLD.glob("*.txt") if not file.stem.startswith("none-"))
# Least share of lines with the fact found: in sight, out of sight, and of each key out of sight.
IN_SIGHT, OUT_OF_SIGHT, EACH_KEY = 0.95, 0.81, 0.6
# Least share of the lines that tell nothing to stay without a fact: of all keys, of each key.
EMPTY, EMPTY_EACH = 0.975, 0.9
# «Прошу ускорить решение» is a wish, whatever else it does not tell.
TOLD_BY_ANY_SENTENCE = {"wanted"}


def lines(name: str) -> dict[int, str]:
    """The lines of a file by their numbers from 1, without headings."""
    text = (TOLD / f"{name}.txt").read_text(encoding="utf-8")
    numbered = enumerate(text.splitlines(), 1)
    return {number: line for number, line in numbered if line and not line.startswith("#")}


def tells(line: str, key: str) -> bool:
    """Whether a fact of the key is found in a ticket whose request needs it."""
    facts = Ticket.from_text(line, RECEIVED).expecting({key}).facts
    return any(fact.key == key for fact in facts)


def found(key: str, *, seen: bool) -> list[bool]:
    """For each line of a key that was in sight, or was not: whether its fact is found."""
    return [
        tells(line, key)
        for number, line in lines(key).items()
        if (number % 2 == 1 or number % 4 == 0) == seen
    ]


def share(hits: list[bool]) -> float:
    """Share of true ones."""
    return sum(hits) / len(hits)


def test_most_is_found_in_sight_and_out_of_sight() -> None:
    assert len(KEYS) == 46
    assert share([hit for key in KEYS for hit in found(key, seen=True)]) >= IN_SIGHT
    assert share([hit for key in KEYS for hit in found(key, seen=False)]) >= OUT_OF_SIGHT


@pytest.mark.parametrize("key", KEYS)
def test_no_key_is_left_behind(key: str) -> None:
    assert share(found(key, seen=False)) >= EACH_KEY


def test_what_tells_nothing_stays_empty() -> None:
    silent = [line for file in TOLD.glob("none-*.txt") for line in lines(file.stem).values()]
    assert len(silent) == 220
    empty = {
        key: share([not tells(line, key) for line in silent])
        for key in KEYS
        if key not in TOLD_BY_ANY_SENTENCE
    }
    assert {key: kept for key, kept in empty.items() if kept < EMPTY_EACH} == {}
    assert sum(empty.values()) / len(empty) >= EMPTY


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("телефон филипс, код не приходит", "device_model", "филипс"),
        ("нонор х8 не открывает", "device_model", "нонор х8"),
        ("добавьте 51ю квартиру", "address", "51ю квартиру"),
        ("хозяин 7ой квартиры", "address", "7ой квартиры"),
        ("открыл, 3 подъезд", "address", "3 подъезд"),
        ("не открывается калитка, лесная опушка", "object", "лесная опушка"),
        ("Не видим заявки, пост въездной Раздолье", "object", "Раздолье"),
        ("Открыл и уехал вчера в 14:20.", "occurred_at", "вчера в 14:20"),
        ("нужен отчёт на следующий год", "period", "на следующий год"),
        ("Пост пустой. Комендант Рябов 89000007447", "full_name", "Рябов"),
        ("заведите логин guard_post1", "employee_email", "guard_post1"),
    ],
)
def test_how_people_write_is_read(text: str, key: str, value: str) -> None:
    facts = Ticket.from_text(text, RECEIVED).expecting({key}).facts
    assert [fact.value for fact in facts if fact.key == key] == [value]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("отметили ли мой выезд", "exit_marked"),
        ("как проверить связь с сервером", "test_result"),
        ("статус пропуска уточню", "pass_status"),
        ("какой статус у пропуска, не вижу", "pass_status"),
        ("стою полчаса, не пускает", "direction"),
    ],
)
def test_what_asks_or_puts_off_tells_nothing(text: str, key: str) -> None:
    assert not tells(text, key)


def test_a_wish_and_what_is_told_beside_a_doubt_stand() -> None:
    assert tells("можно ли въехать с северного поста", "direction")
    assert tells("вряд ли отметили выезд, он висит внутри", "exit_marked")
