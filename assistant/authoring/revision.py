"""The documents as they were at a git revision (the only file here that calls git)."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from assistant.errors import AssistantError

_TIMEOUT_SECONDS = 60


def export_docs(revision: str, docs: Path, folder: Path) -> Path:
    """Write the documents of a revision under a folder; returns where they are.

    Raises:
        AssistantError: no git, no repository, no such revision, or no documents in it.
    """
    if not docs.is_dir():
        raise AssistantError(f"Папки с документами нет: {docs}.")
    top = Path(
        _git(docs, "rev-parse", "--show-toplevel", told=_no_repository(docs)).decode().strip()
    )
    prefix = _git(docs, "rev-parse", "--show-prefix", told=_no_repository(docs)).decode().strip()
    commit = _commit(revision, top)
    tree = f"{commit}:{prefix.rstrip('/')}" if prefix else commit
    told = f"В версии «{revision}» нет папки {prefix or docs.name}: сравнивать не с чем."
    archive = _git(top, "archive", "--format=tar", tree, told=told)
    target = folder / "docs"
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(target, filter="data")
    if not target.is_dir() or not any(target.iterdir()):
        raise AssistantError(told)
    return target


def _commit(revision: str, top: Path) -> str:
    told = (
        f"Версии «{revision}» в git нет. Назовите ветку, метку или коммит: "
        "python -m assistant check --impact --base main"
    )
    if not revision or revision.startswith("-"):
        raise AssistantError(told)
    if revision == "HEAD":
        told = "В git ещё нет ни одной версии: сравнивать не с чем. Сначала сделайте коммит."
    commit = _git(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", told=told)
    return commit.decode().strip()


def _no_repository(docs: Path) -> str:
    return (
        f"Папка {docs} не под управлением git: прежних документов взять неоткуда. "
        "Запустите команду в рабочей копии проекта."
    )


def _git(folder: Path, *arguments: str, told: str) -> bytes:
    """Output of git; ``told`` is what the editor reads when it fails."""
    command = ["git", "-c", "core.quotePath=false", "-C", str(folder), *arguments]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_SECONDS, check=False)
    except FileNotFoundError as error:
        raise AssistantError(
            "Команды git нет. Установите git: по нему узнают, какими документы были раньше."
        ) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise AssistantError(f"git не ответил: {type(error).__name__}.") from error
    if answer.returncode != 0:
        why = answer.stderr.decode(errors="replace").strip().split("\n")[0]
        if "dubious ownership" in why:
            told = "git не доверяет этой папке: у неё другой владелец. Спросите администратора."
        raise AssistantError(told)
    return answer.stdout
