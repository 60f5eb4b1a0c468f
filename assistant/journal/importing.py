"""Past tickets into the journal, from a file: the good lines are kept, the bad ones told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.journal.journal import Journal
from assistant.journal.past import Taken, take
from assistant.journal.reading import BadLine, Line
from assistant.journal.records import PastTicket

_BATCH = 500

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file."""

    taken: Taken
    bad: Sequence[BadLine]


def import_tickets(journal: Journal, lines: Iterable[Line], progress: Progress) -> Imported:
    """Take in a file's tickets by number; the same file again changes nothing.

    ``progress`` is told how many bytes of the file are done. Each batch is on disk before the next.

    Raises:
        JournalError: the journal cannot be written; what was told as done is in it.
    """
    taken, bad, batch = Taken(), list[BadLine](), list[PastTicket]()
    done = 0
    for line in lines:
        done = line.done
        if isinstance(line.found, BadLine):
            bad.append(line.found)
            continue
        batch.append(line.found)
        if len(batch) == _BATCH:
            taken += take(journal, batch)
            batch.clear()
            progress(done)
    taken += take(journal, batch)
    progress(done)
    return Imported(taken, bad)
