"""When each page last changed, from git; nothing outside a repository, and never an error."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path

_TIMEOUT_SECONDS = 10
_MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)


def last_changes(docs: Path) -> Mapping[str, date]:
    """Day of the last commit of each file under ``docs``, by its NFC name; empty without git."""
    command = ["git", "-c", "core.quotePath=false", "-C", str(docs), "log", "--relative"]
    command += ["--name-only", "--no-merges", "--format=%x01%cs", "--", "."]
    try:
        answer = subprocess.run(
            command, capture_output=True, timeout=_TIMEOUT_SECONDS, check=True, text=True
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return {}
    found: dict[str, date] = {}
    day: date | None = None
    for line in answer.stdout.splitlines():
        if line.startswith("\x01"):
            day = date.fromisoformat(line[1:])
        elif line and day is not None:
            found.setdefault(unicodedata.normalize("NFC", line), day)
    return found


def in_words(day: date) -> str:
    """«20 ноября 2026»."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
