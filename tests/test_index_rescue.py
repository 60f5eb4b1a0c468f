"""A damaged index gives way to the one before it; a known question with another answer is damage too."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from assistant import desk
from assistant.errors import IndexDamaged, IndexProblem
from assistant.library import Library
from assistant.retrieval.build import build_index
from assistant.retrieval.canary import FILE_NAME as CANARIES
from assistant.retrieval.canary import load_canaries, save_canaries
from assistant.retrieval.index import VECTORS, Index, open_index
from assistant.retrieval.manifest import FILE_NAME, Manifest, file_hash
from assistant.settings import Settings
from assistant.ticket.ticket import Ticket
from tests.conftest import PAGES, TINY

# A Friday.
MORNING = datetime(2026, 11, 20, 10, 0)
LOGIN = "База типичных запросов/Регистрация и вход.md"


def edited(docs: Path, old: str, new: str) -> None:
    text = PAGES[LOGIN]
    assert old in text
    (docs / LOGIN).write_text(text.replace(old, new), encoding="utf-8")


def damage(index: Path) -> None:
    file = index / VECTORS
    file.write_bytes(file.read_bytes()[:-1])


@pytest.fixture
def twice_built(index: Path, docs: Path) -> Path:
    edited(docs, "код уже час", "код уже сутки")
    build_index(docs, index, recipe=TINY)
    return index


def test_whole_index_is_used_without_a_word(twice_built: Path, docs: Path) -> None:
    opened, said = open_index(twice_built, docs, None)
    assert said == ""
    assert any("код уже сутки" in passage.text for passage in opened.passages)


def test_damaged_index_gives_way_to_the_one_before_it(twice_built: Path, docs: Path) -> None:
    damage(twice_built)
    opened, said = open_index(twice_built, docs, None)
    assert any("код уже час" in passage.text for passage in opened.passages)
    assert not any("код уже сутки" in passage.text for passage in opened.passages)
    assert said == (
        "Файл индекса vectors.faiss повреждён. Постройте индекс: python build_index.py "
        "Пока работает прежний индекс: последних правок базы он не знает."
    )


def test_damage_is_refused_when_no_earlier_index_opens(index: Path, docs: Path) -> None:
    damage(index)
    with pytest.raises(IndexDamaged, match=r"vectors\.faiss повреждён"):
        open_index(index, docs, None)


def test_two_damaged_indexes_are_refused(twice_built: Path, docs: Path) -> None:
    damage(twice_built)
    damage(twice_built / ".previous")
    with pytest.raises(IndexDamaged, match=r"vectors\.faiss повреждён"):
        open_index(twice_built, docs, None)


def test_stale_index_never_gives_way(twice_built: Path, docs: Path) -> None:
    edited(docs, "код уже час", "код уже год")
    with pytest.raises(IndexProblem, match="Индекс устарел"):
        open_index(twice_built, docs, None)


def test_earlier_index_finds_nothing_the_documents_no_longer_have(index: Path, docs: Path) -> None:
    whole = Index.from_folder(index, docs)
    gone = min(each.item_id for each in whole.passages if each.kind == "request")
    (docs / gone.partition("#")[0]).unlink()
    build_index(docs, index, recipe=TINY)
    damage(index)
    library = Library.from_settings(replace(Settings(), docs=docs, index=index))
    assert library.notice.endswith("последних правок базы он не знает.")
    assert gone not in {each.item_id for each in library.searcher.index.passages}
    phrase = next(each.text for each in whole.passages if each.item_id == gone)
    ticket = Ticket.from_text(phrase, library.calendar.local(MORNING))
    assert gone not in {each.id for each in desk.answer(ticket, library).requests}


def test_canaries_are_asked_from_all_over(small_index: Path) -> None:
    canaries = load_canaries(small_index / CANARIES)
    questions = [each.question for each in canaries]
    assert len(questions) == len(set(questions)) == 5
    assert len({each.ranked for each in canaries}) > 1
    # Nothing has more words in common with a phrase than the phrase itself.
    assert sum(each.worded == each.question for each in canaries) >= 4


@pytest.mark.parametrize("part", ["ranked", "meant", "worded"])
def test_another_answer_to_a_canary_is_damage(part: str, index: Path, docs: Path) -> None:
    canaries = list(load_canaries(index / CANARIES))
    canaries[2] = replace(canaries[2], **{part: "другое"})
    save_canaries(canaries, index / CANARIES)
    manifest = Manifest.from_file(index / FILE_NAME)
    files = {**manifest.files, CANARIES: file_hash(index / CANARIES)}
    (index / FILE_NAME).write_text(replace(manifest, files=files).to_json(), encoding="utf-8")
    with pytest.raises(IndexDamaged, match="отвечает не так, как при сборке"):
        Index.from_folder(index, docs)
