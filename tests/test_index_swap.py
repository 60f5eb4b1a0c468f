"""A build replaces the index in one go: whatever happens on the way, a whole index is left."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexProblem
from assistant.retrieval import swap
from assistant.retrieval.build import build_index
from assistant.retrieval.index import Index
from assistant.retrieval.manifest import FILE_NAME, Manifest
from assistant.retrieval.store import VectorStore
from assistant.settings import ROOT
from tests.conftest import PAGES, TINY

LOGIN = "База типичных запросов/Регистрация и вход.md"
NEW_PHRASE = "где же мой код из сообщения"


class Killed(BaseException):
    """Stands for SIGKILL in the same process: nobody catches it."""


@pytest.fixture
def edited(docs: Path) -> Path:
    """The small docs with one phrase of a page changed: a build keeps the trained encoder."""
    text = PAGES[LOGIN].replace("не приходит смс с кодом", NEW_PHRASE)
    (docs / LOGIN).write_text(text, encoding="utf-8")
    return docs


def state(index: Path) -> str:
    """«old» or «new», once the index was found whole and opened."""
    opened = Index.from_folder(index, None)
    texts = [passage.text for passage in opened.passages]
    encoded = opened.encoder.encode_passages(texts)
    assert np.allclose(opened.vectors.vectors(), encoded, atol=1e-6)
    return "new" if NEW_PHRASE in texts else "old"


def leftovers(index: Path) -> list[str]:
    hidden = {each.name for each in index.iterdir() if each.name.startswith(".")}
    return sorted(hidden - {".lock", ".previous"})


@contextmanager
def killed_at(target: str, call: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the n-th call of a function of ``swap`` (0 is the first) end the process."""
    calls = 0
    original = getattr(swap, target)

    def dying(*arguments: object) -> object:
        nonlocal calls
        if calls == call:
            raise Killed
        calls += 1
        return original(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(swap, target, dying)
        yield


def test_kill_at_each_move_of_the_swap(
    edited: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = {name.split("/")[0] for name in Manifest.from_file(index / FILE_NAME).files}
    # Each entry and the manifest move twice: out of the way, and in.
    moves = 2 * (len(entries) + 1)
    with killed_at("_move", 0, monkeypatch), pytest.raises(Killed):
        build_index(edited, index, recipe=TINY)
    for call in range(moves):
        copy = tmp_path / f"killed {call}"
        restore(index, copy)
        with killed_at("_move", call, monkeypatch), pytest.raises(Killed), swap.locked(copy):
            swap.recover(copy)
        assert (copy / swap.NEXT).is_dir()
        assert state(copy) == "new"
        Index.from_folder(copy, edited)
        assert leftovers(copy) == []
    with killed_at("_move", moves, monkeypatch), swap.locked(index):
        swap.recover(index)
    assert state(index) == "new"


def restore(source: Path, target: Path) -> None:
    """Make a folder an exact copy of another."""
    subprocess.run(["rm", "-rf", str(target)], check=True)
    subprocess.run(["cp", "-r", str(source), str(target)], check=True)


def test_kill_twice_in_the_same_swap(
    edited: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with killed_at("_move", 3, monkeypatch), pytest.raises(Killed):
        build_index(edited, index, recipe=TINY)
    for call in (1, 0, 2):
        with killed_at("_move", call, monkeypatch), pytest.raises(Killed):
            Index.from_folder(index, None)
    assert state(index) == "new"


def test_kill_before_the_new_index_counts_leaves_the_old(
    edited: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with killed_at("_flush", 2, monkeypatch), pytest.raises(Killed):
        build_index(edited, index, recipe=TINY)
    assert state(index) == "old"
    assert build_index(edited, index, recipe=TINY).changed
    assert state(index) == "new"


def test_next_without_a_manifest_is_thrown_away(index: Path) -> None:
    # So a kill leaves it that came while the emptied folder was being removed.
    (index / swap.NEXT).mkdir()
    (index / swap.NEXT / "passages.jsonl").write_text("", encoding="utf-8")
    assert state(index) == "old"
    assert leftovers(index) == []


def test_previous_index_is_kept_whole(edited: Path, index: Path) -> None:
    before = {
        name: (index / name).read_bytes()
        for name in (FILE_NAME, *Manifest.from_file(index / FILE_NAME).files)
    }
    build_index(edited, index, recipe=TINY)
    assert {name: (index / swap.PREVIOUS / name).read_bytes() for name in before} == before


def test_leftover_of_a_killed_build_is_removed_by_the_next(edited: Path, index: Path) -> None:
    (index / ".building-1").mkdir()
    (index / ".building-1" / "vectors.faiss").write_bytes(b"half")
    assert state(index) == "old"
    build_index(edited, index, recipe=TINY)
    assert leftovers(index) == []


def test_readme_of_the_index_stays(edited: Path, index: Path) -> None:
    (index / "README.md").write_text("формат", encoding="utf-8")
    build_index(edited, index, recipe=TINY)
    assert (index / "README.md").read_text(encoding="utf-8") == "формат"


KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from assistant.retrieval import build, making, swap
place, call = sys.argv[3].rsplit(" ", 1)
module = next(each for each in (making, build, swap) if hasattr(each, place))
original, left = getattr(module, place), int(call)
def dying(*arguments, **named):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return original(*arguments, **named)
setattr(module, place, dying)
build.build_index(Path(sys.argv[1]), Path(sys.argv[2]))
"""
# Where the process is killed: function, number of its calls before. Then: which index is left.
KILLS = {
    "save_passages 0": "old",
    "commit 0": "old",
    "_move 1": "new",
    "_move 7": "new",
}


def test_real_kill_in_the_middle_leaves_a_whole_index(
    small_index: Path, edited: Path, tmp_path: Path
) -> None:
    builds: dict[str, subprocess.Popen[bytes]] = {}
    for place in KILLS:
        restore(small_index, tmp_path / place)
        command = [sys.executable, "-c", KILLED_BUILD, str(edited), str(tmp_path / place), place]
        builds[place] = subprocess.Popen(command, cwd=ROOT)
    codes = {place: build.wait(timeout=60) for place, build in builds.items()}
    assert codes == dict.fromkeys(KILLS, -signal.SIGKILL)
    assert {place: state(tmp_path / place) for place in KILLS} == KILLS
    for place in KILLS:
        # The lock of the killed process is gone with it, and so is its half-built folder.
        build_index(edited, tmp_path / place, recipe=TINY)
        assert state(tmp_path / place) == "new"
        assert leftovers(tmp_path / place) == []


def test_two_builds_at_once(edited: Path, index: Path) -> None:
    environment = {**os.environ, "ASSISTANT_DOCS": str(edited), "ASSISTANT_INDEX": str(index)}
    builds = [
        subprocess.Popen(
            [sys.executable, "-m", "assistant", "build"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = sorted(build.communicate(timeout=60)[0].split(":")[0] for build in builds)
    assert [build.returncode for build in builds] == [0, 0]
    assert said == ["Индекс построен", "Индекс свежий"]
    assert state(index) == "new"
    Index.from_folder(index, edited)
    assert leftovers(index) == []


def test_busy_index_is_said_to_be_busy(
    edited: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "LOCK_SECONDS", 0.1)
    with (
        swap.locked(index),
        pytest.raises(IndexProblem, match=r"занят другой сборкой. Дождитесь её конца"),
    ):
        build_index(edited, index, recipe=TINY)
    assert state(index) == "old"


def no_space(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def short_write(*_: object, **__: object) -> None:
    raise OSError("1048576 requested and 4096 written")


def no_space_in_rust(*_: object, **__: object) -> None:
    # What safetensors and tokenizers raise: no OSError, the number in brackets.
    message = "Error while serializing: I/O error: No space left on device (os error 28)"
    raise RuntimeError(message)


@pytest.mark.parametrize(
    ("place", "fails"),
    [
        ("assistant.retrieval.build.new_building", no_space),
        ("assistant.retrieval.making.VectorStore.save", no_space),
        ("assistant.retrieval.making.LexicalIndex.save", short_write),
        ("assistant.retrieval.keeping.Ranker.save", no_space),
        ("assistant.retrieval.keeping.shutil.copytree", no_space),
        ("assistant.retrieval.making.save_passages", no_space),
        ("assistant.retrieval.making.train_encoder", no_space_in_rust),
        ("assistant.retrieval.swap.os.fsync", no_space),
    ],
)
def test_full_disk_is_told_in_russian_and_keeps_the_old_index(
    place: str,
    fails: Callable[..., None],
    edited: Path,
    index: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(place, fails)
        with pytest.raises(IndexProblem) as problem:
            build_index(
                edited, index, recipe=TINY, train=place.endswith(("train_encoder", "Ranker.save"))
            )
    assert "не записан: на диске кончилось место. Прежний индекс, если он был, цел." in str(
        problem.value
    )
    assert "python build_index.py" in str(problem.value)
    assert state(index) == "old"
    assert leftovers(index) == []


def test_file_system_that_cannot_flush_is_no_error(
    edited: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_supported(_: int) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr("assistant.retrieval.swap.os.fsync", not_supported)
    build_index(edited, index, recipe=TINY)
    assert state(index) == "new"


def test_folder_that_cannot_be_written(edited: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("не папка", encoding="utf-8")
    with pytest.raises(IndexProblem, match="не записан: ошибка диска"):
        build_index(edited, tmp_path / "file" / "index", recipe=TINY)


def test_vectors_are_written_under_a_russian_name(tmp_path: Path) -> None:
    vectors = np.eye(4, dtype=np.float32)
    VectorStore.from_vectors(vectors).save(tmp_path / "векторы.faiss")
    assert np.array_equal(VectorStore.from_file(tmp_path / "векторы.faiss").vectors(), vectors)
