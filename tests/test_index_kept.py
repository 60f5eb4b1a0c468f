"""A kept ranker, kept judges, kept vectors and stems: what they take over and what they learn."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval import keeping
from assistant.retrieval.build import build_index
from assistant.retrieval.encoder import StaticEncoder
from assistant.retrieval.index import ENCODER, JUDGES, LEXICAL, PASSAGES, RANKER, VECTORS, Index
from assistant.retrieval.judges import Judges
from assistant.retrieval.later import FOLDER as LATER
from assistant.retrieval.later import load_ranker
from assistant.retrieval.lexical import terms_of
from assistant.retrieval.manifest import FILE_NAME, Manifest
from assistant.retrieval.relearning import MAX_NEW
from assistant.retrieval.reuse import Reuse
from assistant.retrieval.search import Searcher
from tests.conftest import LOGIN, TINY

LOGIN_PAGE = "База типичных запросов/Регистрация и вход.md"
PASSES_PAGE = "База типичных запросов/Пропуска и шлагбаумы.md"
ELEVATOR = LOGIN[: LOGIN.index("### 1.")].replace("Регистрация и вход", "Лифты") + (
    LOGIN[LOGIN.index("### 1.") : LOGIN.index("### 2.")]
    .replace("Не приходит SMS-код при регистрации { #sms-registration }", "Лифт { #lift }")
    .replace("не приходит смс с кодом", "лифт не едет на этаж по карте")
    .replace("жду код уже час, регистрация стоит", "в кабине лифта не нажимается кнопка этажа")
)


def contents(folder: Path) -> dict[str, str]:
    """SHA-256 of each file of an index, its hidden folders left out."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.relative_to(folder).as_posix().startswith(".")
    }


def within(name: str, of: dict[str, str]) -> dict[str, str]:
    """The files of a part, what it has learnt since left out."""
    return {
        file: digest
        for file, digest in of.items()
        if file.startswith(f"{name}/") and f"/{LATER}/" not in file
    }


def edit(docs: Path, page: str, old: str, new: str) -> None:
    file = docs / page
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ranker kept however much is new: the small documents have few phrases to be a share of."""
    monkeypatch.setattr(keeping, "MAX_NEW", 1.0)


def found(index: Path, docs: Path, text: str) -> tuple[str, bool]:
    """Anchor of the request found first, and whether the search abstained."""
    result = Searcher(Index.from_folder(index, docs)).find(text)
    return result.requests[0].item_id.partition("#")[2], result.abstained


def margin(index: Path, text: str, anchor: str) -> float:
    """What the ranker says of a request."""
    ranker = Index.from_folder(index, None).ranker
    anchors = [each.partition("#")[2] for each in ranker.classes]
    return float(ranker.margins(ranker.space.vector(text))[anchors.index(anchor)])


# The ranker.


def test_new_phrase_is_learnt_by_the_kept_ranker(index: Path, docs: Path) -> None:
    before = contents(index)
    phrase = "самокат промок под ливнем"
    assert margin(index, phrase, "sms-registration") < 0
    edit(
        docs,
        LOGIN_PAGE,
        "- «не приходит смс с кодом»",
        f"- «{phrase}»\n- «не приходит смс с кодом»",
    )
    built = build_index(docs, index, recipe=TINY)
    assert built.made is not None
    assert not built.made.is_ranker_trained
    assert 0 < built.ranker_drift <= MAX_NEW
    assert Manifest.from_file(index / FILE_NAME).ranker_drift == built.ranker_drift
    assert within(RANKER, contents(index)) == within(RANKER, before)
    assert margin(index, phrase, "sms-registration") > 0
    assert found(index, docs, phrase) == ("sms-registration", False)
    assert found(index, docs, "шлагбаум не открывается по пропуску")[0] == "barrier-not-opened"


@pytest.mark.usefixtures("lenient")
def test_new_request_without_collected_phrases_is_found(index: Path, docs: Path) -> None:
    (docs / "База типичных запросов" / "Лифты.md").write_text(ELEVATOR, encoding="utf-8")
    built = build_index(docs, index, recipe=TINY)
    assert built.made is not None
    assert not built.made.is_ranker_trained
    assert found(index, docs, "лифт не едет, этаж не нажимается") == ("lift", False)
    # It takes nothing away from those that were there.
    for text, anchor in (
        ("не приходит смс с кодом", "sms-registration"),
        ("не могу войти, пишет неверный пароль", "login-failed"),
        ("стою у шлагбаума, не пускает", "barrier-not-opened"),
    ):
        assert found(index, docs, text) == (anchor, False)
    assert found(index, docs, "реклама натяжных потолков")[1]


@pytest.mark.usefixtures("lenient")
def test_request_that_goes_is_a_class_no_more(index: Path, docs: Path) -> None:
    (docs / PASSES_PAGE).unlink()
    build_index(docs, index, recipe=TINY)
    opened = Index.from_folder(index, docs)
    assert [each.partition("#")[2] for each in opened.ranker.classes] == [
        "",
        "login-failed",
        "sms-registration",
    ]


def test_renamed_page_has_nothing_to_learn(index: Path, docs: Path) -> None:
    text = "шлагбаум не открылся, стою и жду"
    old = Index.from_folder(index, docs).ranker
    before = dict(zip(old.classes, old.margins(old.space.vector(text)), strict=True))
    moved = "База типичных запросов/Ворота.md"
    (docs / PASSES_PAGE).rename(docs / moved)
    built = build_index(docs, index, recipe=TINY)
    assert built.ranker_drift == 0.0
    new = Index.from_folder(index, docs).ranker
    after = dict(zip(new.classes, new.margins(new.space.vector(text)), strict=True))
    assert after == {item.replace(PASSES_PAGE, moved): margin for item, margin in before.items()}


def test_only_the_documents_count_and_not_the_way_to_them(
    index: Path, docs: Path, small_index: Path, tmp_path: Path
) -> None:
    original = (docs / LOGIN_PAGE).read_text(encoding="utf-8")
    at_once = Path(shutil.copytree(index, tmp_path / "at once"))
    edit(docs, LOGIN_PAGE, "забыл пароль от приложения", "пароль позабылся")
    build_index(docs, index, recipe=TINY)
    edit(docs, LOGIN_PAGE, "пароль позабылся", "пароль вылетел из головы")
    build_index(docs, index, recipe=TINY)
    build_index(docs, at_once, recipe=TINY)
    assert contents(index) == contents(at_once) != contents(small_index)
    (docs / LOGIN_PAGE).write_text(original, encoding="utf-8")
    build_index(docs, index, recipe=TINY)
    assert contents(index) == contents(small_index)


def test_ranker_is_trained_anew_when_much_is_new(index: Path, docs: Path, tmp_path: Path) -> None:
    phrases = "".join(f"- «не дождался кода номер {number}»\n" for number in range(9))
    edit(docs, LOGIN_PAGE, "- «забыл пароль от приложения»\n", phrases)
    built = build_index(docs, index, recipe=TINY)
    assert built.made is not None
    assert (built.made.is_ranker_trained, built.trained, built.ranker_drift) == (True, False, 0.0)
    cold = tmp_path / "cold"
    shutil.copytree(index / ENCODER, tmp_path / "trained" / ENCODER)
    build_index(docs, cold, trained=tmp_path / "trained")
    assert contents(cold) == contents(index)


def test_ranker_trained_otherwise_is_not_kept(index: Path, docs: Path, tmp_path: Path) -> None:
    (index / RANKER / keeping.RECIPE).write_text("другой\n", encoding="utf-8")
    build_index(docs, tmp_path / "new", trained=index)
    assert contents(tmp_path / "new")[f"{RANKER}/{keeping.RECIPE}"] != "другой"
    assert keeping.keep_ranker(index / RANKER, (), tmp_path / "kept") is None
    assert not (tmp_path / "kept").exists()


# The judges.


NEWS = ("сколько раз мне ещё вам писать", "третий раз прошу одно и то же")


def add_repeats(docs: Path, *texts: str) -> Path:
    file = docs / "_data" / "repeats" / "repeat.txt"
    file.write_text(file.read_text("utf-8") + "\n".join(texts) + "\n", encoding="utf-8")
    return file


def later(index: Path) -> list[str]:
    """Files of what the judge of repeats has learnt since it was trained."""
    return [each for each in contents(index) if each.startswith(f"{JUDGES}/repeats/{LATER}/")]


def repeat_margin(index: Path, text: str) -> float:
    judges = Judges.from_folder(index / JUDGES, load_ranker(index / RANKER))
    return judges.margins("repeats", text)["repeat"]


def test_a_kept_judge_learns_its_new_examples_and_others_stay(index: Path, docs: Path) -> None:
    before, margins = contents(index), [repeat_margin(index, text) for text in NEWS]
    add_repeats(docs, *NEWS)
    build_index(docs, index, recipe=TINY)
    assert later(index)
    assert within(JUDGES, contents(index)) == within(JUDGES, before)
    now = [repeat_margin(index, text) for text in NEWS]
    assert all(late > early for late, early in zip(now, margins, strict=True))
    assert min(now) > 0


def test_the_way_to_a_kept_judge_does_not_matter(index: Path, docs: Path, tmp_path: Path) -> None:
    shutil.copytree(index, tmp_path / "at once")
    for text in NEWS:
        add_repeats(docs, text)
        build_index(docs, index, recipe=TINY)
    build_index(docs, tmp_path / "at once", recipe=TINY)
    assert contents(tmp_path / "at once") == contents(index)


def test_a_judge_is_trained_anew_when_an_example_went(index: Path, docs: Path) -> None:
    first = contents(index)
    file = add_repeats(docs, NEWS[0])
    build_index(docs, index, recipe=TINY)
    wrong = repeat_margin(index, NEWS[0])
    file.write_text(file.read_text("utf-8").replace(NEWS[0] + "\n", ""), encoding="utf-8")
    build_index(docs, index, recipe=TINY)
    assert repeat_margin(index, NEWS[0]) < wrong
    assert within(JUDGES, contents(index)) == within(JUDGES, first)
    assert not later(index)


def test_a_judge_behind_its_examples_is_trained_with_the_encoder(
    index: Path, docs: Path, tmp_path: Path
) -> None:
    add_repeats(docs, NEWS[0])
    build_index(docs, index, recipe=TINY)
    assert later(index)
    shutil.copytree(index / ENCODER, tmp_path / "trained" / ENCODER)
    build_index(docs, index, trained=tmp_path / "trained")
    assert not later(index)


# Vectors and stems.


def reuse_of(index: Path) -> Reuse:
    return Reuse.from_files(index / PASSAGES, index / VECTORS, index / LEXICAL)


class Counting:
    """The encoder of an index that counts what it is given."""

    def __init__(self, index: Path) -> None:
        self._own = StaticEncoder.from_folder(index / ENCODER)
        self.dimension, self.revision = self._own.dimension, self._own.revision
        self.encoded: list[int] = []

    def encode_queries(self, texts: list[str]) -> np.ndarray:
        return self._own.encode_queries(texts)

    def encode_passages(self, texts: list[str]) -> np.ndarray:
        self.encoded.append(len(texts))
        return self._own.encode_passages(texts)


def test_vectors_and_stems_of_known_texts_are_taken_over(small_index: Path) -> None:
    reuse, encoder = reuse_of(small_index), Counting(small_index)
    texts = ["совсем новая фраза", *reuse.rows, "Совсем новая фраза"]
    vectors = reuse.vectors_of(texts, encoder)
    assert np.array_equal(
        vectors, StaticEncoder.from_folder(small_index / ENCODER).encode_passages(texts)
    )
    compared, fresh = encoder.encoded
    assert 64 <= compared < len(texts)
    assert fresh == 2
    assert reuse.terms_of(texts) == [terms_of(text) for text in texts]


def test_nothing_is_taken_over_when_it_would_be_worked_out_otherwise(small_index: Path) -> None:
    reuse, encoder = reuse_of(small_index), Counting(small_index)
    texts = list(reuse.rows)
    own = StaticEncoder.from_folder(small_index / ENCODER).encode_passages(texts)
    other = Reuse(reuse.rows, reuse.vectors + np.float32(1e-3), [("иначе",)] * len(reuse.terms))
    assert np.array_equal(other.vectors_of(texts, encoder), own)
    assert encoder.encoded[-1] == len(texts)
    assert other.terms_of(texts) == [terms_of(text) for text in texts]
    assert Reuse.nothing().terms_of(texts) == [terms_of(text) for text in texts]
    assert np.array_equal(Reuse.nothing().vectors_of(texts, encoder), own)
