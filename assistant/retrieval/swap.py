"""Replace the files of an index so that a kill at any moment leaves a whole one.

A new index is written to ``.building-…``, flushed to disk and renamed to ``.next``: from that moment it
counts. Then the old files move to ``.previous`` and the new ones into place. Whoever finds a ``.next``
finishes the move (``recover``). One lock file keeps two builders apart.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import IndexProblem
from assistant.retrieval.manifest import FILE_NAME

NEXT = ".next"
PREVIOUS = ".previous"
_BUILDING = ".building-"
_KEPT = {"README.md"}
_DISK_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO})
LOCK_SECONDS = 120


@contextmanager
def locked(index: Path) -> Iterator[None]:
    """Hold the index for writing.

    Raises:
        IndexProblem: another process has held it for too long, or as ``disk_errors``.
    """
    with disk_errors(index):
        index.mkdir(parents=True, exist_ok=True)
        lock = FileLock(index / ".lock", timeout=LOCK_SECONDS)
        try:
            lock.acquire()
        except Timeout as error:
            raise IndexProblem(
                f"Индекс {index} занят другой сборкой. Дождитесь её конца и повторите."
            ) from error
        try:
            yield
        finally:
            lock.release()


@contextmanager
def disk_errors(index: Path) -> Iterator[None]:
    """Turn an ``OSError`` of the body into an ``IndexProblem`` that tells what to do about the disk.

    Raises:
        IndexProblem: the folder is not writable, or the disk is full or broken.
    """
    try:
        yield
    except OSError as error:
        raise _not_written(index, error) from error


def _not_written(index: Path, error: OSError) -> IndexProblem:
    code = _code(error)
    if code in (errno.ENOSPC, errno.EDQUOT):
        what, remedy = "на диске кончилось место", "Освободите место и повторите"
    elif code in (errno.EACCES, errno.EPERM, errno.EROFS):
        what, remedy = "нет права писать в папку", "Проверьте права и повторите"
    else:
        what, remedy = f"ошибка диска, код {code}", "Проверьте диск и повторите"
    return IndexProblem(
        f"Индекс {index} не записан: {what}. Прежний индекс, если он был, цел. "
        f"{remedy}: python build_index.py"
    )


def _code(error: OSError) -> int:
    """Number of an error; copying a folder and numpy tell it, or what it is, in words only."""
    if error.errno is not None:
        return error.errno
    told = re.search(r"\[Errno (\d+)\]", str(error))
    if told:
        return int(told.group(1))
    # numpy: «… free space …», «N requested and M written».
    return errno.ENOSPC if re.search("space|requested and", str(error)) else 0


def new_building(index: Path) -> Path:
    """An empty folder to build in; leftovers of killed builds are removed. Call it under the lock."""
    for leftover in index.glob(f"{_BUILDING}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    folder = index / f"{_BUILDING}{os.getpid()}"
    folder.mkdir()
    return folder


def commit(building: Path, index: Path) -> None:
    """Make a finished build the index. Call it under the lock."""
    for path in (*building.rglob("*"), building):
        _flush(path)
    building.rename(index / NEXT)
    _flush(index)
    recover(index)


def recover(index: Path) -> None:
    """Finish a replacement that was interrupted; nothing to do when there is none."""
    coming = index / NEXT
    if not coming.is_dir():
        return
    if (coming / FILE_NAME).is_file():
        _retire_current(index)
        for entry in sorted(coming.iterdir(), key=lambda each: each.name == FILE_NAME):
            _move(entry, index / entry.name)
    shutil.rmtree(coming, ignore_errors=True)
    _flush(index)


def _retire_current(index: Path) -> None:
    """Move the current files to ``.previous``, manifest first.

    Without a manifest an interrupted run has begun already: what is still in ``.next`` has an old
    namesake here, what is not has been moved in and stays.
    """
    current = [each for each in index.iterdir() if not _is_own(each)]
    if (index / FILE_NAME).is_file():
        shutil.rmtree(index / PREVIOUS, ignore_errors=True)
    previous = index / PREVIOUS
    previous.mkdir(exist_ok=True)
    coming = {each.name for each in (index / NEXT).iterdir()}
    for entry in sorted(current, key=lambda each: each.name != FILE_NAME):
        if entry.name in coming:
            _move(entry, previous / entry.name)


def _is_own(entry: Path) -> bool:
    return entry.name.startswith(".") or entry.name in _KEPT


def _move(source: Path, target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    source.replace(target)


def _flush(path: Path) -> None:
    """Force a file or folder to disk; a system that cannot flush folders is left alone.

    A full or broken disk may show itself here for the first time, so its error goes up.
    """
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno in _DISK_ERRORS:
            raise
    finally:
        os.close(handle)
