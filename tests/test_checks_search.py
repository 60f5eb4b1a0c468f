"""Requests as the search sees them: disputes, requests nobody finds, traps."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.checks.pages import Pages
from assistant.checks.run import check_all
from assistant.knowledge.base import Knowledge
from assistant.retrieval.build import build_index
from assistant.retrieval.index import Index
from assistant.settings import ROOT
from tests.conftest import TINY
from tests.test_checks_pages import FIXTURES

PAGE = "База запросов/Запросы.md"
SEARCHED = {"unfound", "dispute", "trap"}
TODAY = date(2026, 11, 20)
# What a test of the documents may not depend on: the day it is run.
BY_DAY = {"overdue", "date-order"}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    docs = tmp_path_factory.mktemp("checks") / "docs"
    shutil.copytree(FIXTURES / "base", docs)
    shutil.copy(FIXTURES / "requests.md", docs / PAGE)
    (docs / "База запросов" / "Вход.md").unlink()
    return docs


@pytest.fixture(scope="module")
def index(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("checks") / "index"
    build_index(base, folder, recipe=TINY)
    return Index.from_folder(folder, None)


@pytest.fixture
def docs(base: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(base, tmp_path / "docs"))


def request(number: int, title: str, phrases: Sequence[str]) -> str:
    lines = "\n".join(f"- «{phrase}»" for phrase in phrases)
    return f"\n### {number}. {title}\n\n**Типичная формулировка клиента:**\n\n{lines}\n"


def add(docs: Path, text: str, page: str = PAGE) -> None:
    file = docs / page
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def searched(docs: Path, index: Index) -> list[str]:
    pages = Pages.from_knowledge(Knowledge.from_folder(docs), docs)
    return [str(each) for each in check_all(pages, index, TODAY) if each.code in SEARCHED]


def test_requests_apart_are_passed(docs: Path, index: Index) -> None:
    assert searched(docs, index) == []


def test_two_records_dispute(docs: Path, index: Index) -> None:
    phrases = [
        "шлагбаум на въезде не открылся вообще",
        "стою на въезде, шлагбаум так и не поднимается",
        "завис шлагбаум на въезде",
        "ремонт дороги у ворот",
        "ремонт дороги закончится когда",
    ]
    add(docs, request(9, "Ремонт дороги", phrases))
    assert searched(docs, index) == [
        (
            f"{PAGE}:85: внимание: две записи спорят: фразы «Ремонт дороги» ближе к «Шлагбаум не открылся» "
            "(3 из 5); разведите их фразы или объедините записи [dispute]"
        )
    ]


def test_a_request_nobody_finds(docs: Path, index: Index) -> None:
    phrases = [
        "приложение вылетает, домофон молчит",
        "камера не читает номер, шлагбаум завис",
        "гость без приглашения, нужен акт и счёт",
    ]
    add(docs, request(9, "Разное", phrases))
    assert searched(docs, index) == [
        (
            f"{PAGE}:85: внимание: фразы запроса «Разное» не находят его даже среди первых трёх: 3 из 3; "
            "перепишите их или добавьте похожие в docs/_data/phrases [unfound]"
        )
    ]


def test_a_trap_of_copied_phrases(docs: Path, index: Index) -> None:
    phrases = ["Не приходит СМС с кодом", "забыл пароль от кабинета!", "пришлите акт сверки"]
    add(docs, request(9, "Любая беда", [*phrases, "любая беда", "беда любая"]))
    assert searched(docs, index) == [
        (
            f"{PAGE}:85: внимание: ловушка: «Любая беда» притягивает обращения о другом, таких записей 3: "
            "«Не приходит код», «Забыт пароль», «Нужен акт сверки»; "
            "оставьте фразы о ней одной, остальные уберите [trap]"
        )
    ]


def test_a_trap_of_phrases_about_everything(docs: Path, index: Index) -> None:
    phrases = [
        "смс с кодом не приходит никак",
        "пароль кабинета забыл совсем",
        "шлагбаум на въезде не поднимается опять",
        "камера номер машины не читает ночью",
        "приложение вылетает при запуске снова",
        "домофон не звонит на телефон уже день",
    ]
    add(docs, request(9, "Всё сломалось", phrases))
    found = searched(docs, index)
    assert len(found) == 1
    assert found[0].startswith(
        f"{PAGE}:85: внимание: ловушка: «Всё сломалось» притягивает обращения о другом, таких записей "
    )


def test_a_new_request_is_searched_before_the_index_knows_it(docs: Path, index: Index) -> None:
    phrases = [
        "квитанция за парковку не та",
        "неверная квитанция за парковку",
        "за парковку дважды пришла квитанция",
        "где квитанция за парковку",
        "квитанция парковки с ошибкой",
    ]
    add(docs, request(9, "Квитанция за парковку", phrases))
    assert searched(docs, index) == []


def test_nothing_to_search_finds_nothing(docs: Path, index: Index) -> None:
    (docs / PAGE).write_text("# Запросы\n", encoding="utf-8")
    assert searched(docs, index) == []


# The real documents: clean, and the measured limits of a trap hold.


@pytest.fixture(scope="module")
def real(real_index: Path) -> Index:
    return Index.from_folder(real_index, None)


def test_our_documents_are_clean(real: Index) -> None:
    docs = ROOT / "docs"
    pages = Pages.from_knowledge(Knowledge.from_folder(docs), docs)
    found = [str(each) for each in check_all(pages, real, TODAY) if each.code not in BY_DAY]
    assert found == []


def test_traps_among_our_documents_are_named(tmp_path: Path, real: Index) -> None:
    docs = Path(shutil.copytree(ROOT / "docs", tmp_path / "docs"))
    requests = Knowledge.from_folder(docs).requests
    borrowed = [f"{each.phrases[0]} уже" for each in requests.values()]
    text = "# Помощь по любому вопросу\n\n## Типичные запросы и ответы\n"
    (docs / "Помощь.md").write_text(text + request(1, "Любой вопрос", borrowed), encoding="utf-8")
    every = [phrase for each in requests.values() for phrase in each.phrases]
    parts = [" ".join(every[at::30]) for at in range(30)]
    text = "# Всё обо всём\n\n" + "\n".join(
        f"## Часть {at}\n\n{part}\n" for at, part in enumerate(parts)
    )
    (docs / "Всё.md").write_text(text, encoding="utf-8")
    traps = [each for each in searched(docs, real) if "[trap]" in each]
    assert [each.split(":")[0] for each in traps] == ["Всё.md", "Помощь.md"]
    assert "ловушка: «Всё обо всём» ближе всех к фразам обо всём" in traps[0]
    assert "ловушка: «Любой вопрос» притягивает обращения о другом" in traps[1]
