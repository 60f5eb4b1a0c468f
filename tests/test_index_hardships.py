"""A build that is killed at any moment, runs out of disk or meets another one: real processes, real limits.

Whatever happens, the index that is left is whole and is the old or the new one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.build import build_index
from assistant.retrieval.index import ENCODER, Index
from assistant.retrieval.manifest import FILE_NAME, Manifest
from assistant.settings import ROOT
from tests.conftest import TINY

REGULATION = "Регламенты/Прием и регистрация обращений.md"
NEW_TEXT = "Совсем новый абзац."


@pytest.fixture
def edited(docs: Path) -> Path:
    """The small docs with a section more: a build keeps every trained part."""
    page = docs / REGULATION
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\n## Новый раздел\n\n{NEW_TEXT}\n", encoding="utf-8")
    return docs


def state(index: Path) -> str:
    """«old» or «new», once the index was found whole and opened; «none» when there is none yet."""
    if not (index / FILE_NAME).is_file() and not (index / ".next" / FILE_NAME).is_file():
        return "none"
    opened = Index.from_folder(index, None)
    texts = [passage.text for passage in opened.passages]
    assert np.allclose(opened.vectors.vectors(), opened.encoder.encode_passages(texts), atol=1e-6)
    return "new" if any(NEW_TEXT in text for text in texts) else "old"


def run(script: str, *arguments: object, within: Sequence[str] = ()) -> str:
    """What a Python program printed; its errors go where the test's do."""
    command = [*within, sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=500
    )
    return done.stdout


# Killed.

# Forks a build for each moment and kills it there; a moment is a file made, copied, renamed or removed.
# Prints how many moments a build has, and whether each of those wanted was reached.
KILLED = """
import json, os, shutil, signal, sys
from pathlib import Path
import faiss
if not Path(sys.argv[2]).is_dir():
    import sentence_transformers, torch  # it will train
from assistant.retrieval.build import build_index
from tests.conftest import TINY

docs, start, work = map(Path, sys.argv[1:4])
EVENTS = {"open", "os.mkdir", "os.rename", "os.rmdir", "os.remove", "shutil.copyfile", "shutil.rmtree"}


def build(moment, index):
    passed = 0

    def count(event, arguments):
        nonlocal passed
        if event not in EVENTS or not arguments or not isinstance(arguments[0], (str, os.PathLike)):
            return
        if not os.fspath(arguments[0]).startswith(str(index)):
            return
        if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
        if passed == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        passed += 1

    sys.addaudithook(count)
    build_index(docs, index, recipe=TINY)
    (work / "moments").write_text(str(passed))


def forked(moment):
    index = work / str(moment)
    if start.is_dir():
        shutil.copytree(start, index)
    child = os.fork()
    if not child:
        build(moment, index)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


assert forked(-1) == 0
moments = int((work / "moments").read_text())
first, step = json.loads(sys.argv[4])
wanted = sorted({*range(0, moments, step), *range(moments - first, moments)})
print(json.dumps({moment: forked(moment) for moment in wanted}))
"""


def killed(docs: Path, start: Path, work: Path, last: int, step: int) -> dict[str, str]:
    """Which index is left by a build killed at each of the last moments, and at every so many before."""
    work.mkdir()
    codes = json.loads(run(KILLED, docs, start, work, json.dumps([last, step])))
    assert set(codes.values()) == {-signal.SIGKILL}
    return {moment: state(work / moment) for moment in codes}


def test_build_killed_at_any_moment_leaves_the_old_index_or_the_new(
    small_index: Path, edited: Path, tmp_path: Path
) -> None:
    left = killed(edited, small_index, tmp_path / "killed", last=24, step=12)
    states = list(left.values())
    # The moment it counts from is one: never the old one again after it, never a third thing.
    assert states == sorted(states, key=["old", "new"].index)
    assert states.count("old") > 5
    assert states.count("new") > 15
    for moment in (min(left, key=int), max(left, key=int)):
        build_index(edited, tmp_path / "killed" / moment, recipe=TINY)
        assert state(tmp_path / "killed" / moment) == "new"


def test_first_build_killed_at_any_moment_leaves_none_or_a_whole_one(
    small_index: Path, edited: Path, tmp_path: Path
) -> None:
    left = killed(edited, tmp_path / "nothing", tmp_path / "killed", last=3, step=40)
    states = list(left.values())
    assert states == sorted(states, key=["none", "new"].index)
    assert {"none", "new"} == set(states)


# No more disk.

# Builds once for each limit given; prints the error, empty for none.
LIMITED = """
import json, resource, subprocess, sys
from pathlib import Path
from assistant.errors import IndexProblem
from assistant.retrieval.build import build_index
from tests.conftest import TINY

docs, index, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
told = {}
for limit in map(int, sys.argv[4:]):
    if how == "file":
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    else:
        subprocess.run(["mount", "-o", f"remount,size={limit}", index], check=True)
    try:
        build_index(docs, index, recipe=TINY, train=how == "train")
        told[limit] = ""
    except IndexProblem as error:
        told[limit] = str(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    files = sorted(each.name for each in index.iterdir() if each.name.startswith("."))
    told[limit] += " " + " ".join(files)
print(json.dumps(told))
"""
ON_A_SMALL_DISK = """
import subprocess, sys
disk, start = sys.argv[1:3]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk], check=True)
subprocess.run(["cp", "-r", f"{start}/.", disk], check=True)
said = subprocess.run([sys.executable, "-c", *sys.argv[3:]], check=True, stdout=subprocess.PIPE)
# Gone with this process, so its contents are taken out first.
subprocess.run(["cp", "-r", f"{disk}/.", f"{disk} after"], check=True)
sys.stdout.buffer.write(said.stdout)
"""


@pytest.mark.parametrize("limit", [0, 100, 4_000, 20_000, 60_000])
def test_file_that_may_not_grow_leaves_the_old_index(limit: int, edited: Path, index: Path) -> None:
    largest = max(file.stat().st_size for file in index.rglob("*") if file.is_file())
    assert limit < largest
    told = json.loads(run(LIMITED, edited, index, "file", limit))[str(limit)]
    # numpy does not say why it could not write all.
    why = "(ошибка диска, код 27|на диске кончилось место)"
    assert re.match(f"Индекс {re.escape(str(index))} не записан: {why}. Прежний индекс", told)
    assert told.endswith("python build_index.py .lock .previous")
    assert state(index) == "old"


def test_full_disk_leaves_the_old_index(edited: Path, index: Path, tmp_path: Path) -> None:
    private = ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*private, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system gives no private mounts")
    disk, after = tmp_path / "disk", tmp_path / "disk after"
    disk.mkdir()
    after.mkdir()
    used = sum(-(-each.stat().st_size // 4096) * 4096 for each in index.rglob("*"))
    # Room for the index and a page, a third and two thirds of another one, and for all of it.
    limits = [used + 40_000, used + used // 3, used + 2 * used // 3, 4 * used]
    script = [LIMITED, edited, disk, "disk", *limits]
    told = json.loads(run(ON_A_SMALL_DISK, disk, index, *script, within=private))
    full = [told[str(limit)] for limit in limits[:3]]
    assert all("не записан: на диске кончилось место. Прежний индекс" in said for said in full)
    assert all(said.endswith("python build_index.py .lock .previous") for said in full)
    assert told[str(limits[3])] == " .lock .previous"
    assert state(after) == "new"
    assert state(after / ".previous") == "old"


# At once.


def builds(docs: Path, index: Path, *options: Sequence[str]) -> list[str]:
    """Run builds at once; what each said, in no order."""
    environment = {**os.environ, "ASSISTANT_DOCS": str(docs), "ASSISTANT_INDEX": str(index)}
    command = [sys.executable, "-m", "assistant", "build"]
    started = [
        subprocess.Popen(
            [*command, *each], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        for each in options
    ]
    said = [each.communicate(timeout=500)[0] for each in started]
    assert [each.returncode for each in started] == [0] * len(options)
    return said


def test_training_and_a_build_at_once(edited: Path, index: Path) -> None:
    trained, plain = builds(edited, index, ["--train"], [])
    assert trained.endswith("кодировщик обучен заново, ранжирование обучено заново.\n")
    assert plain.startswith(("Индекс построен", "Индекс свежий"))
    assert state(index) == "new"
    assert Manifest.from_file(index / FILE_NAME).drift == 0.0
    hidden = {each.name for each in index.iterdir() if each.name.startswith(".")}
    assert hidden == {".lock", ".previous"}


# The same bytes.

BUILD = """
import sys
from pathlib import Path
from assistant.retrieval.build import build_index
from tests.conftest import TINY
build_index(Path(sys.argv[1]), Path(sys.argv[2]), recipe=TINY)
"""


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_same_documents_give_the_same_bytes_from_nothing_in_another_process(
    edited: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(edited, tmp_path / "elsewhere"))
    started = []
    for seed, docs in (("1", edited), ("2", copy)):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": seed}
        command = [sys.executable, "-c", BUILD, str(docs), str(tmp_path / seed)]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment))
    assert [each.wait(timeout=500) for each in started] == [0, 0]
    first, second = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert f"{ENCODER}/model.safetensors" in first
    assert first == second
