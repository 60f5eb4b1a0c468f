"""Replace a file in one go: whoever reads it meanwhile gets the old one or the new one, whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from assistant.errors import AssistantError


def save(file: Path, data: bytes) -> None:
    """Write a file through another one beside it; its permissions stay.

    Raises:
        AssistantError: it cannot be written; the old file is whole.
    """
    aside: Path | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # A name with a dot in front is no page while it is being written.
        handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=file.parent)
        aside = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            shutil.copymode(file, aside)
        else:
            aside.chmod(0o644)
        aside.replace(file)
    except OSError as error:
        if aside is not None:
            with contextlib.suppress(OSError):
                aside.unlink()
        why = error.strerror or type(error).__name__
        raise AssistantError(
            f"{file}: файл не записан ({why}), прежний цел. "
            "Закройте его в других программах, проверьте права и место на диске."
        ) from error
