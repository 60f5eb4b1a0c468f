"""The tagger: what it learns is reproducible and sealed, its sums are exact, and rules mask without it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from math import exp
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from assistant.personal import mask
from assistant.personal.learnt import tagger
from assistant.personal.learnt.copies import copied
from assistant.personal.learnt.labels import LABELS
from assistant.personal.learnt.model import Model, WeightsError
from assistant.personal.learnt.runs import Run, spans_of
from assistant.personal.learnt.tokens import features_of, tokens_of
from assistant.personal.learnt.training import LETTERS, digest_of, labels_of, taught, teach
from assistant.personal.marked import Document, read_documents
from assistant.personal.span import Kind, Span
from assistant.russian.normal import normalise
from assistant.ui import health_page

SMALL = Model.from_weights(
    ("none", "name"),
    "digest",
    {("none", "name"): -0.5, ("name", "name"): 1.25, ("name", "none"): 0.2},
    {("word=зяма", "name"): 2.0, ("word=я", "none"): 1.0, ("bias", "none"): 0.25, ("bias", "name"): 0.0},
)  # fmt: skip


def test_a_text_is_cut_into_words_numbers_and_marks() -> None:
    tokens = tokens_of(normalise("Ёж, кв.12\nИра"))
    assert [(each.word, each.shape, each.is_apart) for each in tokens] == [
        ("еж", "Xx", False),
        (",", ",", False),
        ("кв", "xx", True),
        (".", ".", False),
        ("12", "d2", False),
        ("\n", "¶", False),
        ("ира", "Xx", False),
    ]
    assert [("Ёж, кв.12\nИра"[each.start : each.end]) for each in tokens][-1] == "Ира"


def test_features_tell_the_word_its_neighbours_and_what_stands_together() -> None:
    first, second = features_of(tokens_of(normalise("Я Зяма")))
    assert {"word=я", "shape=X", "style=mixed"} <= set(first[0])
    assert "1:word=зяма" in first[4]
    assert "last=яма" in second[0]
    assert "-1:word=я" in second[3]
    assert {"apart=True", "-1:pair=я Xx"} <= set(second[-1])


def test_chances_are_those_of_all_paths() -> None:
    tokens = tokens_of(normalise("я зяма зяма"))
    scores = ((1.25, 0.0), (0.25, 2.0), (0.25, 2.0))
    steps = ((0.0, -0.5), (0.2, 1.25))
    paths = {
        path: exp(
            sum(scores[at][label] for at, label in enumerate(path))
            + sum(steps[left][right] for left, right in pairwise(path))
        )
        for path in product((0, 1), repeat=3)
    }
    whole = sum(paths.values())
    expected = [
        [sum(each for path, each in paths.items() if path[at] == label) / whole for label in (0, 1)]
        for at in range(3)
    ]
    assert np.allclose(SMALL.chances(tokens), expected)
    assert SMALL.chances([]).shape == (0, 2)


def test_weights_are_written_and_read_alike(tmp_path: Path) -> None:
    file = tmp_path / "weights.txt"
    file.write_text(SMALL.to_text(), encoding="utf-8")
    read = Model.from_file(file)
    assert (read.labels, read.letters, read.rows) == (SMALL.labels, "digest", SMALL.rows)
    assert read.to_text() == SMALL.to_text()
    assert file.read_text(encoding="utf-8").splitlines()[1:] == [
        "bias\t0:250", "word=зяма\t1:2000", "word=я\t0:1000"
    ]  # fmt: skip


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "weights.txt"
    monkeypatch.setattr(tagger, "WEIGHTS", file)
    yield file
    tagger._loaded.cache_clear()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda text: text.replace("2000", "2001"), "содержимое не то, что было записано"),
        (lambda text: text.replace('"format": 1', '"format": 9'), "формат 9"),
        (lambda text: text[:40], "файл не читается"),
        (lambda _: None, "файла нет"),
    ],
)
def test_rules_mask_alone_without_sound_weights(weights: Path, spoil, reason: str) -> None:
    if (text := spoil(SMALL.to_text())) is not None:
        weights.write_text(text, encoding="utf-8")
    with pytest.raises(WeightsError, match=reason):
        Model.from_file(weights)
    masked = mask("Меня зовут Ирина, 8 916 123-45-67")
    assert masked.text == "Меня зовут ⟦имя-1⟧, ⟦телефон-1⟧"
    assert reason in tagger.trouble()
    assert "python -m assistant.personal.learnt" in tagger.trouble()


def test_health_shows_what_is_wrong(monkeypatch: pytest.MonkeyPatch, weights: Path) -> None:
    monkeypatch.setattr(health_page, "shelf", lambda: SimpleNamespace(problem=""))
    assert health_page._troubles() == [tagger.trouble()]
    weights.write_text(SMALL.to_text(), encoding="utf-8")
    tagger._loaded.cache_clear()
    assert health_page._troubles() == []


def test_the_weights_in_use_are_sound_and_of_the_letters_beside() -> None:
    assert tagger.trouble() == ""
    model = Model.from_file(tagger.WEIGHTS)
    assert model.labels == LABELS
    assert model.letters == digest_of(LETTERS)


def test_the_letters_teach_the_very_weights_in_use(tmp_path: Path) -> None:
    teach(LETTERS, tmp_path / "weights.txt")
    assert (tmp_path / "weights.txt").read_bytes() == tagger.WEIGHTS.read_bytes()


def test_a_model_learns_what_is_marked() -> None:
    letters = [
        Document.from_marked(str(at), f"у {{имя|{name}}} сломался замок номер {at}")
        for at, name in enumerate(("Зямы", "Кеши", "Тоши", "Фимы", "Гоши", "Луши"))
    ]
    model = taught(letters, copies=0)
    text = "у Дуси сломался замок номер 9"
    assert list(tagger.spans_by(model, text, [])) == [Span(2, 6, Kind.NAME)]
    assert list(tagger.spans_by(model, text, [Span(2, 6, Kind.NAME)])) == []


def test_labels_follow_marks() -> None:
    letter = Document.from_marked("1", "{имя|Ян}, {?|офис 5}, {почта|a@b.ru}")
    labels = labels_of(letter, tokens_of(normalise(letter.text)))
    assert list(labels) == ["name", *["none"] * 4, *["contact"] * 5]


def test_copies_have_other_names_and_the_same_rest() -> None:
    letter = Document.from_marked("1", "{имя|Зяма} и {имя|Иванова Анна}, дом 5, {имя|Зяма}")
    copies = list(copied([letter] * 12, 2, 7))
    assert copies == list(copied([letter] * 12, 2, 7))
    assert len({each.text for each in copies}) > 5
    for each in copies:
        values = [each.text[label.start : label.end] for label in each.labels]
        assert values[0] == values[2]
        assert each.text == f"{values[0]} и {values[1]}, дом 5, {values[2]}"


# A label, a run of its tokens, and what of it is masked.
RUNS = [
    ("name", "диспетчер Зяма", ["Зяма"]),
    ("name", "дима лапиной", ["дима лапиной"]),
    ("name", "надежда", []),
    ("name", "Зяма, Кеша", ["Зяма", "Кеша"]),
    ("name", "С П А С И Б О", []),
    ("name", "John Smith", []),
    ("address", "квартиру (дом 5", ["дом 5"]),
    ("address", "кв 6 к моему аккаунту", ["кв 6"]),
    ("address", "420 квартир", []),
    ("address", "50", []),
    ("address", "Дубовая аллея, восемь", ["Дубовая аллея, восемь"]),
    ("phone", "сто сорок два или сорок", ["сто сорок два"]),
    ("phone", "8-800-200-11-00", []),
    ("phone", "8·926·118·20·31", ["8·926·118·20·31"]),
    ("plate", "номер BN 771", ["BN 771"]),
    ("plate", "с 774 118", []),
    ("contact", "dogovor.pdf", []),
    ("contact", "мыло dom_7", ["dom_7"]),
    ("birth", "мая 1949", ["мая 1949"]),
    ("other", "0044", ["0044"]),
    ("other", "12", []),
]


@pytest.mark.parametrize(("label", "text", "masked"), RUNS)
def test_what_of_a_run_is_masked(label: str, text: str, masked: list[str]) -> None:
    normal = normalise(text)
    tokens = tokens_of(normal)
    spans = list(spans_of(normal, Run(label, tuple(tokens)), frozenset()))
    assert [text[start:end] for start, end in spans] == masked
    everything = frozenset(each.start for each in tokens)
    assert list(spans_of(normal, Run(label, tuple(tokens)), everything)) == []


def test_sites_cars_months_and_machines_are_no_people() -> None:
    for text, name in (
        ("БЦ Зорге закрыт", "Зорге"),
        ("еду на Ларгус", "Ларгус"),
        ("8 марта", "марта"),
        ("колонка: Алиса", "Алиса"),
        ("Житель: нет", "Житель"),
    ):
        normal = normalise(text)
        run = [each for each in tokens_of(normal) if text[each.start : each.end] == name]
        assert list(spans_of(normal, Run("name", tuple(run)), frozenset())) == [], text


def test_letters_to_learn_from_are_many_and_differ() -> None:
    letters = read_documents(LETTERS)
    assert len({each.text for each in letters}) == len(letters) >= 822
