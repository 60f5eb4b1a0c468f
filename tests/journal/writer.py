"""A process that writes answers and tells each on a line of its own once it is acknowledged.

``python -m tests.journal.writer STATE PREFIX COUNT [LIMIT]``; ``LIMIT`` is the most bytes a file of this
process may grow to, as on a full disk.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from assistant.errors import JournalError
from assistant.journal import answers
from assistant.journal.journal import Journal
from assistant.settings import Settings
from tests.journal import cases

if __name__ == "__main__":
    state, prefix, number, *limit = sys.argv[1:]
    journal = Journal.from_settings(Settings(state=Path(state)))
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit[0]), int(limit[0])))
    for each in range(int(number)):
        identifier = f"{prefix}{each:06}"
        try:
            answers.record(journal, cases.answer(id=identifier, text=cases.TEXT * 20))
        except JournalError as error:
            print(f"! {error}", flush=True)
            break
        print(identifier, flush=True)
