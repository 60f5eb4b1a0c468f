"""Words, phrases, passages and the search over them."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from assistant.knowledge.base import Knowledge
from assistant.retrieval.bank import PhraseBank, categories_of
from assistant.retrieval.fitting import fitted
from assistant.retrieval.index import Index
from assistant.retrieval.lexical import LexicalIndex, terms_of
from assistant.retrieval.passages import Passage, passages_of
from assistant.retrieval.search import Searcher
from assistant.retrieval.training import Pair, training_pairs

LOGIN = "База типичных запросов/Регистрация и вход.md"
PASSES = "База типичных запросов/Пропуска и шлагбаумы.md"
INTAKE = "Регламенты/Прием и регистрация обращений.md"


@pytest.fixture(scope="module")
def searcher(small_index: Path, small_docs: Path) -> Searcher:
    return Searcher(Index.from_folder(small_index, small_docs))


@pytest.fixture(scope="module")
def passages(small_docs: Path) -> tuple[Passage, ...]:
    return passages_of(Knowledge.from_folder(small_docs), PhraseBank.from_folder(small_docs))


# --- words ---


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Не приходят СМС-ки!", ("не", "приход", "смс", "ки")),
        ("Ёлки зелёные", ("елк", "зелен")),
        ("Здравствуйте, пожалуйста, это я", ()),
        ("", ()),
    ],
)
def test_terms_are_stems_without_empty_words(text: str, terms: tuple[str, ...]) -> None:
    assert terms_of(text) == terms


def test_bm25_is_what_the_formula_gives() -> None:
    texts = ["шлагбаум открыт", "шлагбаум закрыт закрыт закрыт", "пропуск"]
    index = LexicalIndex.from_texts(texts)

    def weight(count: int, length: int, texts_with: int) -> float:
        # Lucene's BM25 with k1 = 1.2, b = 0.5; three texts of 7/3 words on average.
        rarity = math.log(1 + (3 - texts_with + 0.5) / (texts_with + 0.5))
        return rarity * count / (count + 1.2 * (0.5 + 0.5 * length / (7 / 3)))

    barrier, closed = terms_of("шлагбаум закрыт")
    expected = [weight(1, 2, 2), weight(1, 4, 2) + weight(3, 4, 1), 0]
    assert index.score([barrier, closed]) == pytest.approx(expected, rel=1e-5)
    assert index.score([closed]) == pytest.approx([0, weight(3, 4, 1), 0], rel=1e-5)


def test_unknown_words_score_nothing() -> None:
    index = LexicalIndex.from_texts(["шлагбаум", ""])
    assert index.score([]).tolist() == [0, 0]
    assert index.score(["трамвай", "∅∅"]).tolist() == [0, 0]


def test_words_are_the_same_after_a_round_trip(tmp_path: Path) -> None:
    texts = ["шлагбаум открыт", "пропуск на шлагбаум", ""]
    index = LexicalIndex.from_texts(texts)
    index.save(tmp_path)
    loaded = LexicalIndex.from_folder(tmp_path, len(texts))
    for query in ("шлагбаум", "пропуск", "шлагбаум пропуск открыт", "трамвай"):
        assert np.array_equal(loaded.score(terms_of(query)), index.score(terms_of(query)))


def test_features_of_a_text_have_length_one_in_each_family() -> None:
    space, vectors = fitted(["код не приходит", "код пришёл", "шлагбаум"])
    assert space.size > 3
    # Words and letters weigh alike; «шлагбаум» shares no piece of letters with another text.
    lengths = [float(np.square(vector.values).sum()) for vector in vectors]
    assert lengths == pytest.approx([2.0, 2.0, 1.0], abs=1e-5)
    assert all((np.diff(vector.columns) > 0).all() for vector in vectors)
    assert len(space.vector("трамвай").columns) == 0


def test_features_learnt_at_once_are_those_of_each_text() -> None:
    texts = [
        "Код не приходит, код!",
        "«Код» пришёл?",
        "",
        "...",
        "шлагбаум не открыт, шлагбаум стоит",
    ]
    for shaped in (False, True):
        space, rows = fitted(texts, shaped=shaped)
        assert len(rows) == len(texts)
        for text, row in zip(texts, rows, strict=True):
            own = space.vector(text)
            assert own.columns.tolist() == row.columns.tolist()
            assert own.values.tolist() == row.values.tolist()
    assert fitted([])[0].size == 0


# --- phrases and passages ---


def test_phrase_bank_reads_what_editors_write(tmp_path: Path) -> None:
    folder = tmp_path / "_data" / "phrases"
    folder.mkdir(parents=True)
    (folder / "login.txt").write_bytes(
        "\ufeff# заголовок\r\nне входит\r\n\r\n  не входит \r\n # и это\r\nпароль".encode()
    )
    (folder / "pass.txt").write_bytes("пропуск".encode("cp1251"))
    (folder / "_nothing.txt").write_text("реклама\n", encoding="utf-8")
    (folder / "notes.md").write_text("не читается", encoding="utf-8")
    bank = PhraseBank.from_folder(tmp_path)
    assert bank.by_anchor == {"login": ("не входит", "пароль"), "pass": ("пропуск",)}
    assert bank.nothing == ("реклама",)
    assert bank.titles == {"login": "заголовок", "pass": ""}


def test_phrases_of_a_request_may_be_filed_by_category(tmp_path: Path) -> None:
    folder = tmp_path / "_data" / "phrases"
    folder.mkdir(parents=True)
    (folder / "foreign.printers.txt").write_text("# Не наше\nпринтер\n", encoding="utf-8")
    (folder / "foreign.taxis.txt").write_text("# Не наше\nтакси\nпринтер\n", encoding="utf-8")
    (folder / "foreign.txt").write_text("# Не наше\nлужа\n", encoding="utf-8")
    bank = PhraseBank.from_folder(tmp_path)
    assert bank.by_anchor == {"foreign": ("принтер", "такси", "лужа")}
    assert bank.titles == {"foreign": "Не наше"}
    assert categories_of(tmp_path) == {"printers": ("принтер",), "taxis": ("такси", "принтер")}


def test_no_phrase_bank(tmp_path: Path) -> None:
    assert PhraseBank.from_folder(tmp_path) == PhraseBank({}, ())


def test_passages_of_a_request(passages: tuple[Passage, ...]) -> None:
    own = [each for each in passages if each.item_id == f"{LOGIN}#sms-registration"]
    fields = [each.field for each in own]
    assert own[0] == Passage(
        f"{LOGIN}#sms-registration", "request", "title", "Не приходит SMS-код при регистрации"
    )
    assert [each.text for each in own if each.field == "phrase"] == [
        "не приходит смс с кодом",
        "жду код уже час, регистрация стоит",
    ]
    assert fields.count("bank") > 10
    assert own[-1].field == "causes"
    assert own[-1].text == "Ошибка в номере. Сообщение задержал оператор."


def test_request_without_causes_is_found_by_its_diagnosis(passages: tuple[Passage, ...]) -> None:
    own = [each for each in passages if each.item_id == f"{LOGIN}#login-failed"]
    assert own[-1].text == "Сверить номер телефона. Сбросить пароль по правилам."


def test_passages_of_a_regulation_leave_the_housekeeping_out(
    passages: tuple[Passage, ...],
) -> None:
    titles = [each.text.partition(".")[0] for each in passages if each.item_id.startswith(INTAKE)]
    assert titles == [
        "Краткое описание",
        "Обращение поступило в нерабочее время",
        "Уведомление о регистрации",
        "Что не говорить клиенту",
    ]


def test_phrases_that_nothing_fits_belong_to_no_item(passages: tuple[Passage, ...]) -> None:
    assert [each for each in passages if each.kind == "nothing"] == [
        Passage("", "nothing", "bank", "просьба оценить качество звонка"),
        Passage("", "nothing", "bank", "реклама натяжных потолков"),
    ]


def test_passage_is_the_same_after_a_round_trip() -> None:
    passage = Passage("стр.md#якорь", "section", "text", 'кавычки "«»", \\ и\tперенос\n🙂')
    assert Passage.from_json(passage.to_json()) == passage
    assert "\n" not in passage.to_json()


def test_pairs_to_train_on() -> None:
    phrases = [Passage("a", "request", "phrase", text) for text in ("раз", "два", "три", "четыре")]
    others = (
        Passage("b", "request", "title", "один как перст"),
        Passage("c", "section", "text", "Заголовок. Тело раздела. И ещё."),
        Passage("", "nothing", "bank", "реклама"),
    )
    assert training_pairs([*phrases, *others]) == (
        Pair("раз", "три", "a"),
        Pair("два", "четыре", "a"),
        Pair("три", "раз", "a"),
        Pair("четыре", "два", "a"),
        Pair("Заголовок", "Тело раздела. И ещё.", "c"),
    )


# --- search ---


def test_every_phrase_of_a_page_finds_its_request(
    searcher: Searcher, passages: tuple[Passage, ...]
) -> None:
    phrases = [each for each in passages if each.kind == "request" and each.field == "phrase"]
    assert len(phrases) == 8
    for phrase in phrases:
        found = searcher.find(phrase.text)
        assert found.requests[0].item_id == phrase.item_id, phrase.text
        assert not found.abstained


def test_hits_are_best_first_within_bounds_and_each_once(searcher: Searcher) -> None:
    found = searcher.find("не могу войти в приложение, код не приходит")
    similarities = [hit.similarity for hit in found.requests]
    assert similarities == sorted(similarities, reverse=True)
    assert all(-1 <= each <= 1 for each in similarities)
    items = [hit.item_id for hit in found.requests]
    assert len(items) == len(set(items)) == 4
    assert [hit.item_id for hit in searcher.find("код", count=2).requests] == [
        hit.item_id for hit in searcher.find("код").requests[:2]
    ]


@pytest.mark.parametrize(
    "text", ["", " ", "🙂", "!!!", "Здравствуйте", "реклама натяжных потолков"]
)
def test_what_fits_nothing_is_said_out_loud(text: str, searcher: Searcher) -> None:
    assert searcher.find(text).abstained


def test_hit_says_what_made_it_one(searcher: Searcher) -> None:
    why = searcher.find("стою у шлагбаума уже час, не пускает").requests[0].why
    assert "«стою у шлагбаума, не пускает»" in why
    assert "шлагбаума" in why.partition("общие слова")[2]


def test_section_of_a_regulation_is_found(searcher: Searcher) -> None:
    sections = searcher.find("обращение поступило в нерабочее время, как считать срок").sections
    assert sections[0].item_id == f"{INTAKE}#обращение-поступило-в-нерабочее-время"


def test_an_address_says_nothing_of_the_matter(searcher: Searcher) -> None:
    bare, addressed = (
        searcher.find(text)
        for text in ("Сайт не открывается", "Сайт https://lk.pass24.online/login не открывается")
    )
    assert [hit.item_id for hit in addressed.requests] == [hit.item_id for hit in bare.requests]
    assert addressed.fit == pytest.approx(bare.fit)
    assert searcher.find("pass24.online").requests


def test_very_long_text_is_searched_by_its_beginning(searcher: Searcher) -> None:
    found = searcher.find("шлагбаум не открывается по пропуску " + "🙂 \n" * 500_000)
    assert found.requests[0].item_id == f"{PASSES}#barrier-not-opened"


def test_search_is_the_same_every_time(searcher: Searcher) -> None:
    assert searcher.find("не приходит код") == searcher.find("не приходит код")
