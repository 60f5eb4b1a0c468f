"""Gaps read from a journal: themes of what nothing fits, phrases agents taught, drafts they rewrite."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.gaps.patch import new_phrases, patch_of
from assistant.gaps.rewriting import most_rewritten
from assistant.gaps.themes import themes_of
from assistant.gaps.wording import MAX_CHARACTERS, plain, titled
from assistant.journal.answers import correct, record
from assistant.journal.evidence import Lesson, Unfitted, lessons, unfitted
from assistant.journal.journal import Journal
from assistant.journal.records import Correction, Fit, Verdict
from assistant.journal.totals import totals
from assistant.library import Library
from tests.journal.cases import ANSWER, NOON, answer

OLD = NOON - timedelta(days=400)
LOGIN = "База/Вход.md#sms-registration"
CHARGING = (
    "как подключить зарядную станцию для электромобиля к пропуску",
    "зарядка для электрокара на парковке не стартует по нашему пропуску",
    "Добрый день! Зарядная станция у корпуса 2 требует карту. Мой телефон +7 900 000-00-01",
    "станция зарядки не видит мою машину",
)
DOGS = ("можно пропуск для собаки оформить", "собаке нужен пропуск? не пускают с собакой")
OTHERS = ("у вас вакансии есть?", "хочу скидку на аренду шатра")


def tickets(texts: Sequence[str], seconds: int | None = 60) -> list[Unfitted]:
    return [Unfitted(text, seconds) for text in texts]


def test_themes_gather_what_is_alike_biggest_prize_first(library: Library) -> None:
    mixed = [*tickets(OTHERS), *tickets(DOGS, None), *tickets(CHARGING)]
    themes = themes_of(mixed, library.searcher)
    assert len(themes[0].texts) == len(CHARGING)
    assert themes[0].seconds == 60 * len(CHARGING)
    assert "зарядк" in " ".join(themes[0].words)
    assert set(themes[1].texts) == set(DOGS)
    assert themes[1].seconds == 0
    assert [len(each.texts) for each in themes[2:]] == [1, 1]
    shown = " ".join(text for each in themes for text in (each.name, *each.texts))
    assert "900" not in shown


def test_one_ticket_is_a_theme_and_none_is_none(library: Library) -> None:
    assert themes_of((), library.searcher) == ()
    assert themes_of(tickets(["   ", "⟦телефон-1⟧"]), library.searcher) == ()
    only = themes_of(tickets(DOGS[:1]), library.searcher)
    assert [each.name for each in only] == ["Можно пропуск для собаки оформить"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# не открывается", "не открывается"),
        ("Мой номер ⟦телефон-1⟧, код не идёт", "Мой номер, код не идёт"),
        ("не идёт код\nна почту irina@example.org", "не идёт код на почту"),
    ],
)
def test_words_of_customers_are_one_line_without_their_data(text: str, words: str) -> None:
    assert plain(text) == words


def test_long_words_are_cut(library: Library) -> None:
    assert len(plain("Ворота стоят закрытые. " * 400)) <= MAX_CHARACTERS
    assert titled("ворота стоят " * 20).endswith("…")


def test_evidence_is_of_the_period_and_ours(journal: Journal) -> None:
    out = Verdict("out", "Чужое", "question", "consultation", False, False, "")
    record(journal, answer(id="1", abstained=True, requests=(), text="зарядка не идёт"))
    record(journal, answer(id="2", abstained=True, requests=(), copied=OLD))
    record(journal, answer(id="3", abstained=True, requests=(), verdict=out))
    record(journal, answer(id="4"))
    assert unfitted(journal, NOON, 10) == (Unfitted("зарядка не идёт", ANSWER.seconds_to_copy),)
    record(journal, answer(id="5", abstained=True, requests=(), copied=NOON + timedelta(hours=1)))
    assert len(unfitted(journal, NOON, 10)) == 2
    assert [each.text for each in unfitted(journal, NOON, 1)] != ["зарядка не идёт"]


def test_requests_come_by_how_much_of_their_drafts_is_changed(journal: Journal) -> None:
    for at, share in enumerate((0.5, 0.4, 0.3)):
        record(journal, answer(id=f"a{at}", edited_share=share))
    often = (Fit("База/Вход.md#often", "Часто", 0.9),)
    for at in range(9):
        record(journal, answer(id=f"b{at}", edited_share=0.2, requests=often))
    kept = (Fit("База/Вход.md#kept", "Как есть", 0.9),)
    record(journal, answer(id="c", edited_share=0.0, requests=kept))
    found = most_rewritten(totals(journal, NOON, lambda each: each).requests)
    assert [(each.title, each.answers) for each in found] == [
        ("Часто", 9),
        ("Не приходит SMS-код", 3),
    ]
    assert found[1].share == pytest.approx(0.4)


def test_lessons_are_the_agents_own_choices(journal: Journal) -> None:
    record(journal, answer(id="1", text="не пускает код"))
    made = NOON + timedelta(minutes=8)
    correct(journal, "1", Correction(made, "Анна", "request", "", LOGIN, "про код"))
    correct(journal, "1", Correction(made, "Анна", "level", "standard", "emergency", "стоят"))
    assert lessons(journal, NOON, 10) == (Lesson(LOGIN, "не пускает код"),)


def test_phrases_of_a_replaced_page_go_to_the_file_of_its_request(tmp_path: Path) -> None:
    filed = {"1-не-приходит-код": "sms-registration"}
    taught = [Lesson("База/Вход.md#1-не-приходит-код", "где мой код")]
    phrases = new_phrases(taught, tmp_path, filed)
    assert phrases == {"sms-registration": ("где мой код",)}


def test_phrase_filed_under_a_category_is_not_proposed_again(tmp_path: Path) -> None:
    bank = tmp_path / "_data" / "phrases"
    bank.mkdir(parents=True)
    (bank / "foreign.printers.txt").write_text("Принтер молчит\n", encoding="utf-8")
    taught = [
        Lesson("База/Чужое.md#foreign", "принтер молчит"),
        Lesson("База/Чужое.md#foreign", "лужа"),
    ]
    assert new_phrases(taught, tmp_path, {}) == {"foreign": ("лужа",)}


@pytest.mark.parametrize("end", ["\n", "", "\r\n"])
def test_patch_adds_new_phrases_once_and_applies(end: str, tmp_path: Path) -> None:
    bank = tmp_path / "docs" / "_data" / "phrases"
    bank.mkdir(parents=True)
    old = f"не идёт код{end or chr(10)}смс нет{end}"
    (bank / "sms-registration.txt").write_bytes(old.encode())
    taught = [
        Lesson(LOGIN, "Смс нет"),
        Lesson(LOGIN, "жду код, телефон ⟦телефон-1⟧"),
        Lesson(LOGIN, "Жду код, телефон"),
        Lesson("База/Новое.md#brand-new", "совсем другое дело"),
    ]
    phrases = new_phrases(taught, tmp_path / "docs", {})
    assert phrases == {
        "sms-registration": ("жду код, телефон",),
        "brand-new": ("совсем другое дело",),
    }
    patch = patch_of(phrases, tmp_path / "docs")
    git = shutil.which("git")
    assert git is not None
    command = [git, "apply", "--verbose", "-"]
    subprocess.run(command, cwd=tmp_path, input=patch, check=True, capture_output=True)
    lines = (bank / "sms-registration.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ["не идёт код", "смс нет", "жду код, телефон"]
    assert (bank / "brand-new.txt").read_text(encoding="utf-8") == "совсем другое дело\n"
