"""A damaged, stale or foreign index is refused with the command that mends it, never used."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.errors import IndexProblem
from assistant.retrieval.build import build_index
from assistant.retrieval.encoder import StaticEncoder
from assistant.retrieval.index import ENCODER, PASSAGES, VECTORS, Index
from assistant.retrieval.manifest import FILE_NAME, Manifest, seal_of
from assistant.retrieval.passages import Passage, load_passages, save_passages
from assistant.retrieval.store import VectorStore
from assistant.settings import ROOT
from tests.conftest import PAGES, TINY

MEND = "python build_index.py"
LOGIN = "База типичных запросов/Регистрация и вход.md"


def refusal(index: Path, docs: Path | None) -> str:
    """What the index is refused with; the way to mend it is always named."""
    with pytest.raises(IndexProblem) as problem:
        Index.from_folder(index, docs)
    said = str(problem.value)
    assert MEND in said
    return said


def flip(data: bytes, byte: int, bit: int) -> bytes:
    return data[:byte] + bytes([data[byte] ^ (1 << bit)]) + data[byte + 1 :]


def edit_manifest(index: Path, **changes: Any) -> None:
    file = index / FILE_NAME
    data = json.loads(file.read_text(encoding="utf-8"))
    del data["seal"]
    data.update(changes)
    data["seal"] = seal_of(data)
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def test_whole_index_opens(small_index: Path, small_docs: Path) -> None:
    opened = Index.from_folder(small_index, small_docs)
    assert opened.manifest.counts["passages"] == len(opened.passages) == opened.vectors.rows


def test_manifest_names_every_file(small_index: Path) -> None:
    there = {
        file.relative_to(small_index).as_posix()
        for file in small_index.rglob("*")
        if file.is_file() and not file.name.startswith(".")
    }
    assert there == {*Manifest.from_file(small_index / FILE_NAME).files, FILE_NAME}


def damages(data: bytes) -> list[bytes | None]:
    """Flipped bits at both ends and in between, cut tails, a longer tail, nothing, no file."""
    places = random.Random(24).sample(range(len(data)), k=3)
    flipped = [flip(data, byte, bit) for byte, bit in zip([0, *places, -1], range(5), strict=True)]
    return [*flipped, data[:-1], data[: len(data) // 2], data + b"\0", b"", None]


def test_every_file_damaged_in_every_way_is_refused(index: Path, docs: Path) -> None:
    names = sorted(Manifest.from_file(index / FILE_NAME).files)
    assert len(names) > 10
    for name in names:
        file = index / name
        whole = file.read_bytes()
        for damaged in damages(whole):
            if damaged is None:
                file.unlink()
            else:
                file.write_bytes(damaged)
            said = refusal(index, docs)
            assert name in said, said
        file.write_bytes(whole)
    Index.from_folder(index, docs)


def test_a_bit_of_the_manifest_flipped_is_refused(index: Path, docs: Path) -> None:
    file = index / FILE_NAME
    whole = file.read_bytes()
    places = random.Random(24).sample(range(len(whole) * 8), k=150)
    for place in places:
        file.write_bytes(flip(whole, place // 8, place % 8))
        refusal(index, docs)


@pytest.mark.parametrize(
    "key",
    [
        "format",
        "encoder",
        "encoder_revision",
        "dimension",
        "similarity",
        "counts",
        "drift",
        "ranker_drift",
        "seal",
    ],
)
def test_no_bit_of_a_figure_in_the_manifest_is_taken_on_trust(
    key: str, index: Path, docs: Path
) -> None:
    file = index / FILE_NAME
    whole = file.read_bytes()
    match = re.search(rf'"{key}": (?:\{{[^}}]*\}}|[^,\n]*)'.encode(), whole)
    assert match is not None
    for byte in range(*match.span()):
        for bit in range(8):
            file.write_bytes(flip(whole, byte, bit))
            refusal(index, docs)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda data: b"", "повреждён"),
        (lambda data: data[: len(data) // 2], "повреждён"),
        (lambda data: b"\xff\xfe" + data, "повреждён"),
        (lambda data: b"[]", "другого формата"),
        (lambda data: b'{"format": 5}', "не те поля"),
    ],
)
def test_damaged_manifest(
    damage: Callable[[bytes], bytes], said: str, index: Path, docs: Path
) -> None:
    file = index / FILE_NAME
    file.write_bytes(damage(file.read_bytes()))
    assert said in refusal(index, docs)


@pytest.mark.parametrize("changes", [{"files": None}, {"docs": []}, {"counts": 5}])
def test_manifest_with_fields_of_another_type(
    changes: dict[str, Any], index: Path, docs: Path
) -> None:
    edit_manifest(index, **changes)
    assert "не те поля" in refusal(index, docs)


def test_missing_manifest_and_missing_folder(index: Path, docs: Path, tmp_path: Path) -> None:
    (index / FILE_NAME).unlink()
    assert "Индекса нет" in refusal(index, docs)
    assert "Индекса нет" in refusal(tmp_path / "nothing", docs)


def test_two_files_swapped(index: Path, docs: Path) -> None:
    first, second = index / VECTORS, index / PASSAGES
    first.rename(index / "aside")
    second.rename(first)
    (index / "aside").rename(second)
    assert "повреждён" in refusal(index, docs)


def test_file_of_another_index(index: Path, docs: Path) -> None:
    # Sound in itself and of the same size: only its hash tells that it is another one.
    vectors = VectorStore.from_file(index / VECTORS).vectors()
    VectorStore.from_vectors(np.ascontiguousarray(vectors[::-1])).save(index / VECTORS)
    assert f"{VECTORS} повреждён" in refusal(index, docs)


def test_mending_command_does_not_bless_a_damaged_encoder(index: Path, docs: Path) -> None:
    weights = index / ENCODER / "model.safetensors"
    whole = weights.read_bytes()
    # The top bit of the last weight's exponent: a weight of the order of 1 becomes one of 10^38.
    weights.write_bytes(flip(whole, len(whole) - 1, 6))
    assert np.abs(StaticEncoder.from_folder(index / ENCODER)._table).max() > 1e30
    assert build_index(docs, index, recipe=TINY).trained
    opened = Index.from_folder(index, docs)
    assert isinstance(opened.encoder, StaticEncoder)
    assert np.abs(opened.encoder._table).max() < 100


@pytest.mark.parametrize(
    "change",
    [
        lambda docs: (docs / LOGIN).write_text(PAGES[LOGIN] + "\n", encoding="utf-8"),
        lambda docs: (docs / "Новая страница.md").write_text("# Новая\n", encoding="utf-8"),
        lambda docs: (docs / LOGIN).unlink(),
        lambda docs: (docs / LOGIN).rename(docs / "Вход.md"),
        lambda docs: (docs / "_data" / "sla.yml").write_bytes(b"{}"),
        lambda docs: (docs / "_data" / "phrases" / "login-failed.txt").write_bytes(b""),
    ],
    ids=["page changed", "added", "removed", "renamed", "figures", "phrases"],
)
def test_stale_documents(change: Callable[[Path], object], index: Path, docs: Path) -> None:
    change(docs)
    assert "Индекс устарел: изменены документы (" in refusal(index, docs)


def test_stale_message_names_three_files_and_counts_the_rest(index: Path, docs: Path) -> None:
    for name in ("а.md", "б.md", "в.md", "г.md", "д.md"):
        (docs / name).write_text("# Новая\n", encoding="utf-8")
    assert "изменены документы (а.md, б.md, в.md и ещё 2)" in refusal(index, docs)


@pytest.mark.parametrize("name", ["_dev/notes.md", "снимок.png", ".obsidian/page.md"])
def test_files_the_index_is_not_built_from_do_not_count(name: str, index: Path, docs: Path) -> None:
    (docs / name).parent.mkdir(exist_ok=True)
    (docs / name).write_text("x", encoding="utf-8")
    Index.from_folder(index, docs)


def test_stale_documents_do_not_matter_when_none_are_given(index: Path, docs: Path) -> None:
    (docs / LOGIN).unlink()
    Index.from_folder(index, None)


def test_page_saved_while_the_index_is_built_makes_it_stale(
    index: Path, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (docs / "Новая.md").write_text("# Новая\n", encoding="utf-8")

    def save_and_have_an_editor_save(passages: tuple[Passage, ...], file: Path) -> None:
        save_passages(passages, file)
        (docs / LOGIN).write_text("# Совсем другая страница\n", encoding="utf-8")

    monkeypatch.setattr("assistant.retrieval.making.save_passages", save_and_have_an_editor_save)
    build_index(docs, index, recipe=TINY)
    assert LOGIN in refusal(index, docs)


def test_foreign_format(index: Path, docs: Path) -> None:
    edit_manifest(index, format=1)
    assert "Индекс другого формата (1, нужен 5)" in refusal(index, docs)


def test_foreign_encoder_revision(index: Path, docs: Path) -> None:
    edit_manifest(index, encoder_revision="0123456789abcdef")
    assert "другой моделью поиска" in refusal(index, docs)


def test_foreign_encoder_name(index: Path, docs: Path) -> None:
    edit_manifest(index, encoder="intfloat/multilingual-e5-small")
    said = refusal(index, docs)
    assert "построен моделью «intfloat/multilingual-e5-small», а настроена встроенная" in said


def test_encoder_of_the_settings_is_not_the_one_that_built(index: Path, docs: Path) -> None:
    own = StaticEncoder.from_folder(index / ENCODER)
    other = StaticEncoder(own._tokenizer, own._table, "another")
    with pytest.raises(IndexProblem, match="другой моделью поиска"):
        Index.from_folder(index, docs, other)


def test_line_n_is_vector_n(small_index: Path, small_docs: Path) -> None:
    opened = Index.from_folder(small_index, small_docs)
    lines = (small_index / PASSAGES).read_text(encoding="utf-8").rstrip("\n").split("\n")
    texts = [json.loads(line)["text"] for line in lines]
    encoded = opened.encoder.encode_passages(texts)
    assert np.allclose(opened.vectors.vectors(), encoded, atol=1e-6)
    for row in (0, len(texts) // 2, len(texts) - 1):
        similarities, rows = opened.vectors.search(encoded[row : row + 1], 1)
        assert similarities[0] == pytest.approx(1.0, abs=1e-5)
        # Not always the same row: this encoder takes no notice of the order of words.
        assert np.allclose(encoded[rows[0]], encoded[row], atol=1e-6)


def test_passage_with_unusual_line_ends_stays_one_line(tmp_path: Path) -> None:
    text = "до\u2028после\u0085конец\u001cх\x0bу\nвторая строка"
    passages = (Passage("a#b", "section", "text", text), Passage("", "nothing", "bank", "х"))
    save_passages(passages, tmp_path / PASSAGES)
    assert load_passages(tmp_path / PASSAGES) == passages


def test_index_of_a_page_with_unusual_line_ends_opens(index: Path, docs: Path) -> None:
    text = PAGES[LOGIN].replace("код уже час", "код\u2028уже\u0085час")
    (docs / LOGIN).write_text(text, encoding="utf-8")
    build_index(docs, index, recipe=TINY)
    opened = Index.from_folder(index, docs)
    assert any("\u2028" in passage.text for passage in opened.passages)


def test_replacement_during_reading_gives_the_new_index_whole(
    index: Path, docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = tmp_path / "newer"
    shutil.copytree(index, newer)
    text = PAGES[LOGIN].replace("не приходит смс с кодом", "где же мой код из сообщения")
    (docs / LOGIN).write_text(text, encoding="utf-8")
    build_index(docs, newer, recipe=TINY)

    def load_and_be_overtaken(file: Path) -> tuple[Passage, ...]:
        loaded = load_passages(file)
        shutil.copytree(newer, index, dirs_exist_ok=True)
        return loaded

    monkeypatch.setattr("assistant.retrieval.index.load_passages", load_and_be_overtaken)
    opened = Index.from_folder(index, None)
    assert opened.manifest == Manifest.from_file(newer / FILE_NAME)
    assert opened.passages == load_passages(newer / PASSAGES)


def test_numbers_that_disagree_are_refused_though_every_hash_is_right(
    index: Path, docs: Path
) -> None:
    manifest = Manifest.from_file(index / FILE_NAME)
    wrong = replace(manifest, counts={**manifest.counts, "passages": 1})
    (index / FILE_NAME).write_text(wrong.to_json(), encoding="utf-8")
    assert "Числа в индексе не сходятся" in refusal(index, docs)


def test_nothing_is_a_pickle(small_index: Path) -> None:
    for file in sorted((ROOT / "assistant").rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        assert "allow_pickle=True" not in source, file
        assert not re.search(r"(?<!allow_)pickle", source), file
    for file in small_index.rglob("*"):
        if file.is_file():
            # 0x80 and a protocol number start a pickle; numpy writes «|O» for an array of objects.
            head = file.read_bytes()[:128]
            assert not re.match(rb"\x80[\x02-\x05]", head), file
            assert b"|O" not in head, file
