"""What a build writes: the same bytes for the same documents, and every edit of theirs."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from assistant.errors import IndexProblem
from assistant.knowledge.base import Knowledge
from assistant.retrieval import swap
from assistant.retrieval.bank import PhraseBank
from assistant.retrieval.build import build_index
from assistant.retrieval.index import ENCODER, Index
from assistant.retrieval.manifest import FILE_NAME, Manifest
from assistant.retrieval.passages import passages_of
from assistant.retrieval.ranker import Ranker
from assistant.retrieval.search import Searcher
from assistant.retrieval.training import train_encoder, train_tokenizer, training_pairs
from assistant.settings import ROOT
from tests.conftest import LOGIN, PAGES, PASSES, TINY

LOGIN_PAGE = "База типичных запросов/Регистрация и вход.md"
PASSES_PAGE = "База типичных запросов/Пропуска и шлагбаумы.md"


def contents(folder: Path) -> dict[str, str]:
    """SHA-256 of each file of an index, its hidden folders left out."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.relative_to(folder).as_posix().startswith(".")
    }


def edit(docs: Path, page: str, old: str, new: str) -> None:
    file = docs / page
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_fresh_index_is_left_alone(index: Path, docs: Path) -> None:
    before = contents(index)
    built = build_index(docs, index, recipe=TINY)
    assert (built.changed, built.trained, built.drift) == (False, False, 0.0)
    assert built.passages == Manifest.from_file(index / FILE_NAME).counts["passages"]
    assert contents(index) == before


def test_pages_that_cannot_be_understood_are_named(index: Path, docs: Path) -> None:
    page = "---\nrender_macros: true\n---\n# Сроки\n\nСрок: {{ нет.такой.цифры }}\n"
    (docs / "Сроки.md").write_text(page, encoding="utf-8")
    for _ in range(2):  # built, then found fresh
        (left,) = build_index(docs, index, recipe=TINY).left_out
        assert (left.path, left.line) == ("Сроки.md", 6)
    (docs / "Сроки.md").unlink()
    assert build_index(docs, index, recipe=TINY).left_out == ()


def test_small_edit_keeps_the_encoder(index: Path, docs: Path) -> None:
    before = contents(index)
    edit(docs, LOGIN_PAGE, "забыл пароль от приложения", "пароль позабылся")
    built = build_index(docs, index, recipe=TINY)
    assert (built.changed, built.trained) == (True, False)
    assert 0 < built.drift < 0.02
    after = contents(index)
    kept = {name for name in before if before[name] == after[name]}
    assert {name for name in before if name.startswith(f"{ENCODER}/")} <= kept
    assert {"passages.jsonl", "vectors.faiss", FILE_NAME}.isdisjoint(kept)


NEW_PHRASES = "".join(f"- «совсем новая фраза номер {number}»\n" for number in range(100))


def test_drifted_documents_make_the_encoder_due_and_keep_it(index: Path, docs: Path) -> None:
    before = contents(index)
    known = set(_texts(docs))
    edit(docs, LOGIN_PAGE, "- «забыл пароль от приложения»\n", NEW_PHRASES)
    built = build_index(docs, index, recipe=TINY)
    now = set(_texts(docs))
    assert built.drift == round(len(now - known) / len(now), 4) > 0.10
    assert (built.is_due, built.trained) == (True, False)
    assert Manifest.from_file(index / FILE_NAME).drift == built.drift
    after = contents(index)
    weights = f"{ENCODER}/model.safetensors"
    assert after[weights] == before[weights]
    # Said again by a build that has nothing else to do.
    again = build_index(docs, index, recipe=TINY)
    assert (again.changed, again.drift) == (False, built.drift)


def test_drift_counts_changed_and_new_texts_not_those_that_went(index: Path, docs: Path) -> None:
    edit(docs, LOGIN_PAGE, "- «забыл пароль от приложения»\n", "")
    assert build_index(docs, index, recipe=TINY).drift == 0.0
    edit(docs, LOGIN_PAGE, "не приходит смс с кодом", "смс с кодом так и нет")
    edit(docs, PASSES_PAGE, "стою у шлагбаума, не пускает", "стою у шлагбаума»\n- «и всё стою")
    # One text changed, one changed and one new.
    built = build_index(docs, index, recipe=TINY)
    assert built.drift == round(3 / len(set(_texts(docs))), 4)


def test_training_on_request(index: Path, docs: Path) -> None:
    built = build_index(docs, index, recipe=TINY, train=True)
    assert (built.changed, built.trained) == (True, True)
    edit(docs, LOGIN_PAGE, "- «забыл пароль от приложения»\n", NEW_PHRASES)
    assert build_index(docs, index, recipe=TINY).is_due
    built = build_index(docs, index, recipe=TINY, train=True)
    assert (built.trained, built.drift, built.is_due) == (True, 0.0, False)
    assert Manifest.from_file(index / FILE_NAME).drift == 0.0
    Index.from_folder(index, docs)


def test_index_can_be_built_while_the_encoder_is_trained(
    index: Path, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def saved_meanwhile(stage: str, done: int, total: int) -> None:
        if stage != "Обучение" or seen:
            return
        edit(docs, LOGIN_PAGE, "не приходит смс с кодом", "смс с кодом так и нет")
        monkeypatch.setattr(swap, "LOCK_SECONDS", 0.1)
        assert build_index(docs, index, recipe=TINY).changed
        seen.extend(passage.text for passage in Index.from_folder(index, docs).passages)

    built = build_index(docs, index, recipe=TINY, train=True, progress=saved_meanwhile)
    assert "смс с кодом так и нет" in seen
    # The new encoder knows the pages as they were when its training began, the index as they are.
    assert built.trained
    assert built.drift == round(1 / len(set(_texts(docs))), 4)
    opened = Index.from_folder(index, docs)
    assert [passage.text for passage in opened.passages] == seen


def test_training_that_fails_leaves_the_index(
    index: Path, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(index)

    def stopped(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("Векторы", 1):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_index(docs, index, recipe=TINY, train=True, progress=stopped)
    assert contents(index) == before
    Index.from_folder(index, docs)


def test_rename_and_edit_in_one_run(index: Path, docs: Path, tmp_path: Path) -> None:
    # The edited page takes over a phrase of the renamed one: both changes must arrive.
    moved = "База типичных запросов/Вход.md"
    (docs / LOGIN_PAGE).rename(docs / moved)
    edit(docs, moved, "забыл пароль от приложения", "пароль позабылся")
    edit(docs, PASSES_PAGE, "стою у шлагбаума, не пускает", "забыл пароль от приложения")
    build_index(docs, index, recipe=TINY)
    opened = Index.from_folder(index, docs)
    wanted = passages_of(Knowledge.from_folder(docs), PhraseBank.from_folder(docs))
    assert opened.passages == wanted
    owners = {passage.text: passage.item_id for passage in opened.passages}
    assert owners["пароль позабылся"] == f"{moved}#login-failed"
    assert owners["забыл пароль от приложения"] == f"{PASSES_PAGE}#barrier-not-opened"
    assert not [item for item in owners.values() if item.startswith(LOGIN_PAGE)]
    # The same bytes as a build from nothing with the same encoder and ranker.
    cold = tmp_path / "cold"
    build_index(docs, cold, trained=index)
    assert contents(index) == contents(cold)


BUILD = """
import sys
from pathlib import Path
from assistant.retrieval.build import build_index
build_index(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_same_documents_give_the_same_bytes_in_another_process(
    small_index: Path, docs: Path, tmp_path: Path
) -> None:
    edit(docs, LOGIN_PAGE, "забыл пароль от приложения", "пароль позабылся")
    builds = []
    for seed in ("1", "2"):
        index = shutil.copytree(small_index, tmp_path / seed)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": seed}
        command = [sys.executable, "-c", BUILD, str(docs), str(index)]
        builds.append(subprocess.Popen(command, cwd=ROOT, env=environment))
    assert [build.wait(timeout=60) for build in builds] == [0, 0]
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert contents(tmp_path / "1") != contents(small_index)


def test_same_texts_give_the_same_tokenizer(small_docs: Path) -> None:
    texts = _texts(small_docs)
    written = {train_tokenizer(texts, TINY).to_str() for _ in range(5)}
    assert len(written) == 1


def test_same_texts_and_seed_give_the_same_weights(small_docs: Path, tmp_path: Path) -> None:
    passages = passages_of(Knowledge.from_folder(small_docs), PhraseBank.from_folder(small_docs))
    texts = [passage.text for passage in passages]
    for name in ("a", "b"):
        train_encoder(texts, training_pairs(passages), tmp_path / name, TINY, lambda *_: None)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def _texts(docs: Path) -> list[str]:
    passages = passages_of(Knowledge.from_folder(docs), PhraseBank.from_folder(docs))
    return [passage.text for passage in passages]


def test_progress_reaches_its_end_in_russian(index: Path, docs: Path) -> None:
    told: dict[str, list[tuple[int, int]]] = {}
    edit(docs, LOGIN_PAGE, "забыл пароль от приложения", "пароль позабылся")
    build_index(
        docs,
        index,
        recipe=TINY,
        train=True,
        progress=lambda stage, done, total: told.setdefault(stage, []).append((done, total)),
    )
    assert set(told) == {"Обучение", "Векторы", "Слова", "Ранжирование"}
    assert all(steps[-1][0] == steps[-1][1] for steps in told.values())


def test_nothing_to_index(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    with pytest.raises(IndexProblem, match="нет ни одного документа с текстом"):
        build_index(tmp_path / "docs", tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_page_that_cannot_be_read_does_not_take_the_rest_away(index: Path, docs: Path) -> None:
    (docs / PASSES_PAGE).write_text("---\nrender_macros: true\n---\n# Т\n\n{{ нет. }}\n")
    build_index(docs, index, recipe=TINY)
    pages = {
        passage.item_id.partition("#")[0] for passage in Index.from_folder(index, docs).passages
    }
    assert LOGIN_PAGE in pages
    assert PASSES_PAGE not in pages


@pytest.mark.parametrize(
    "save",
    [lambda text: text, lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")],
)
def test_editor_program_does_not_matter(
    save: object, index: Path, docs: Path, small_index: Path
) -> None:
    assert callable(save)
    (docs / LOGIN_PAGE).write_bytes(save(PAGES[LOGIN_PAGE]).encode())
    build_index(docs, index, recipe=TINY)
    assert contents(index)["passages.jsonl"] == contents(small_index)["passages.jsonl"]


def test_windows_1251_page_is_the_same_page(index: Path, docs: Path, small_index: Path) -> None:
    (docs / PASSES_PAGE).write_bytes(PASSES.encode("cp1251"))
    build_index(docs, index, recipe=TINY)
    assert contents(index)["passages.jsonl"] == contents(small_index)["passages.jsonl"]


@pytest.mark.parametrize(("kept", "classes"), [(0, 0), (1, 1), (1, 2)])
def test_ranker_with_nothing_to_choose_between(
    kept: int, classes: int, index: Path, docs: Path
) -> None:
    (docs / PASSES_PAGE).unlink()
    (docs / LOGIN_PAGE).write_text(LOGIN[: LOGIN.index("### 2.")] if kept else "# Пусто\n")
    if classes < 2:
        (docs / "_data" / "phrases" / "_nothing.txt").unlink()
    build_index(docs, index, recipe=TINY)
    opened = Index.from_folder(index, docs)
    assert len(opened.ranker.classes) == classes
    margins = opened.ranker.margins(opened.ranker.space.vector("не приходит смс"))
    assert margins.shape == (classes,)
    if kept:
        found = Searcher(opened).find("не приходит смс с кодом")
        assert [hit.item_id for hit in found.requests] == [f"{LOGIN_PAGE}#sms-registration"]


def test_ranker_keeps_what_it_learnt_through_the_file(tmp_path: Path) -> None:
    texts = ["не приходит код", "код из смс не пришёл", "шлагбаум закрыт", "не открылся шлагбаум"]
    ranker = Ranker.from_examples(texts, ["код", "код", "шлагбаум", "шлагбаум"])
    ranker.save(tmp_path)
    loaded = Ranker.from_folder(tmp_path)
    features = loaded.space.vector("код не приходит")
    margins = loaded.margins(features)
    assert loaded.classes == ("код", "шлагбаум")
    assert margins[0] > 0 > margins[1]
    assert np.array_equal(margins, ranker.margins(ranker.space.vector("код не приходит")))


def test_manifest_is_the_same_after_a_round_trip(small_index: Path) -> None:
    file = small_index / FILE_NAME
    assert Manifest.from_file(file).to_json() == file.read_text(encoding="utf-8")


def test_encoder_folder_says_what_it_was_trained_on(small_index: Path, small_docs: Path) -> None:
    trained_on = json.loads((small_index / ENCODER / "trained.json").read_text(encoding="utf-8"))
    assert trained_on == sorted(set(_texts(small_docs)))
    table = load_file(small_index / ENCODER / "model.safetensors")["embedding.weight"]
    assert table.shape[1] == TINY.dimension
    assert np.isfinite(table).all()
