"""Requests whose page was replaced: whose phrases they go on with."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.knowledge.base import Knowledge
from assistant.knowledge.supplements import Supplement, read_supplements
from assistant.library import Library
from assistant.retrieval.bank import PhraseBank
from assistant.retrieval.build import build_index
from assistant.settings import Settings
from tests.conftest import TINY
from tests.website_places import DOCS, folder_of

TRUSTED = "База типичных запросов/Доверенные лица.md"
CODES = "Не приходит SMS-код при регистрации"
RECOVERY = "Не приходит SMS-код для восстановления пароля"
PUSH = "Не приходят push-уведомления"
PASS = "Не создаётся пропуск (причина неясна)"
TITLES = {"sms": CODES, "recovery": RECOVERY, "push": PUSH, "pass": PASS}
PAGE = "# Запросы\n\n## Типичные запросы и ответы\n\n"


def filed(tmp_path: Path, *titles: str) -> dict[str, str]:
    """Number of each request of a page without our anchors → the bank it takes its phrases from."""
    requests = (f"### {number}. {title}\n" for number, title in enumerate(titles, start=1))
    docs = folder_of(tmp_path, Запросы=PAGE + "\n".join(requests))
    bank = PhraseBank(dict.fromkeys(TITLES, ("фраза",)), (), TITLES)
    found = bank.anchors_of(Knowledge.from_folder(docs))
    return {anchor.partition("-")[0]: old for anchor, old in found.items()}


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        (CODES, "sms"),
        ("Не приходит СМС с кодом при регистрации", "sms"),
        ("🔑 Не приходит код подтверждения при регистрации", "sms"),
        ("Не приходит смс для восстановления пароля", "recovery"),
        ("Не приходят уведомления", "push"),
        ("Пропуск не создается", "pass"),
    ],
)
def test_nearly_equal_title_carries_the_phrases_over(
    title: str, anchor: str, tmp_path: Path
) -> None:
    assert filed(tmp_path, title) == {"1": anchor}


@pytest.mark.parametrize(
    "title", ["Не приходит SMS-код", "Забыл пароль", "Шлагбаум не открывается"]
)
def test_doubtful_or_strange_title_carries_nothing(title: str, tmp_path: Path) -> None:
    assert filed(tmp_path, title) == {}


def test_phrases_go_to_the_likest_of_two_requests(tmp_path: Path) -> None:
    titles = ("Не приходит СМС с кодом при регистрации в приложении", CODES, "Пропуск не создаётся")
    assert filed(tmp_path, *titles) == {"2": "sms", "3": "pass"}


def test_request_under_its_own_anchor_keeps_its_phrases(tmp_path: Path) -> None:
    found = filed(tmp_path, "Код не пришёл { #sms }", CODES)
    assert found == {"sms": "sms"}


def test_bank_repeats_the_titles_of_the_pages() -> None:
    requests = Knowledge.from_folder(DOCS).requests.values()
    assert {each.anchor: each.title for each in requests} == dict(
        PhraseBank.from_folder(DOCS).titles
    )


def test_request_that_is_not_ours_stays_so_on_a_replaced_page(tmp_path: Path, docs: Path) -> None:
    bank = docs / "_data" / "phrases" / "billing-documents.txt"
    bank.write_text("# Тариф, счёт, акт, договор\nпришлите акт\n", encoding="utf-8")
    page = docs / "База типичных запросов" / "Консультации.md"
    page.write_text(f"{PAGE}### 1. Тариф, счёт и договор\n", encoding="utf-8")
    build_index(docs, tmp_path / "index", recipe=TINY)
    rules = Library.from_settings(Settings(docs=docs, index=tmp_path / "index")).rules
    assert rules.out_requests["1-тариф-счёт-и-договор"] == "documents"


def test_request_of_a_replaced_page_goes_on_asking_what_ours_asked(
    tmp_path: Path, docs: Path
) -> None:
    entry = '{"priority": "консультация", "needs": ["нужно: object", "по случаю (пишет охрана): plate"]}'
    (docs / "_data" / "requests.yml").write_text(f"sms-registration: {entry}\n", encoding="utf-8")
    page = docs / "База типичных запросов" / "Регистрация и вход.md"
    page.write_text(
        f"{PAGE}### 1. Не приходит СМС с кодом при регистрации\n\n### 2. Забыл пароль\n\n"
        "**Приоритет:** стандартный\n",
        encoding="utf-8",
    )
    build_index(docs, tmp_path / "index", recipe=TINY)
    library = Library.from_settings(Settings(docs=docs, index=tmp_path / "index"))
    requests = library.knowledge.requests.values()
    code = next(each for each in requests if each.title.startswith("Не приходит СМС"))
    assert (code.priority, code.required) == ("консультация", ("object",))
    assert [need.case for need in code.needs] == ["", "пишет охрана"]
    other = library.knowledge.requests[
        "База типичных запросов/Регистрация и вход.md#2-забыл-пароль"
    ]
    assert (other.priority, other.needs) == ("стандартный", ())


def test_what_a_page_says_itself_is_not_overruled() -> None:
    said = read_supplements(
        {"requests": {"a": {"priority": "срочно", "needs": ["нужно: plate, object"]}}}
    )["a"]
    assert Supplement.from_json(json.loads(said.to_json())) == said
    (request,) = Knowledge.from_folder(DOCS).documents[TRUSTED].requests
    assert said.complete(request) == request
    bare = said.complete(replace(request, needs=(), priority=""))
    assert (bare.priority, bare.required) == ("срочно", ("plate", "object"))
