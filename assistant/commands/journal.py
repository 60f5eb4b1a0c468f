"""Commands about the journal."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from contextlib import closing

from tqdm import tqdm

from assistant.commands.likeness import refresh_likeness
from assistant.journal import answers, exporting, past
from assistant.journal.columns import FIELDS, parse
from assistant.journal.importing import import_tickets
from assistant.journal.journal import Journal
from assistant.journal.reading import TicketFile
from assistant.knowledge.figures import load_figures
from assistant.settings import Settings
from assistant.triage.calendar import WorkCalendar

_SHOWN_BAD = 200


def import_file(arguments: argparse.Namespace, settings: Settings) -> int:
    """Take in past tickets; exit code 1 when a line was bad."""
    calendar = WorkCalendar.from_figures(load_figures(settings.docs))
    columns = parse(arguments.columns)
    with (
        arguments.file.open("rb") as stream,
        closing(Journal.from_settings(settings)) as journal,
        tqdm(
            total=arguments.file.stat().st_size, desc="Обращения", bar_format=_BAR, disable=None
        ) as bar,
    ):
        tickets = TicketFile(arguments.file.name, stream, calendar.local, columns)

        def show(done: int) -> None:
            bar.update(done - bar.n)

        found = import_tickets(journal, tickets, show)
        refresh_likeness(journal, settings)
    for line in found.bad[:_SHOWN_BAD]:
        print(f"{arguments.file}:{line.number}: {line.problem}", file=sys.stderr)
    if len(found.bad) > _SHOWN_BAD:
        print(f"…и ещё {len(found.bad) - _SHOWN_BAD}", file=sys.stderr)
    taken = found.taken
    print(
        f"Новых — {taken.new}, изменённых — {taken.changed}, прежних — {taken.same},"
        f" не принято строк — {len(found.bad)}."
    )
    return 1 if found.bad else 0


def export(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print past tickets or answers, with their personal data."""
    local = WorkCalendar.from_figures(load_figures(settings.docs)).local
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Redirected to a file, it shall be the same file on every system.
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    with closing(Journal.from_settings(settings)) as journal:
        for line in _lines(arguments, journal, local):
            print(line, end="")
    return 0


def _lines(
    arguments: argparse.Namespace, journal: Journal, local: exporting.Local
) -> Iterator[str]:
    rows: Iterator[exporting.Row]
    columns: tuple[str, ...]
    if arguments.answers:
        columns = exporting.ANSWER_FIELDS
        rows = (exporting.answer_row(each, local) for each in answers.every(journal))
    else:
        columns = FIELDS
        rows = (exporting.ticket_row(each, local) for each in past.every(journal))
    if arguments.csv:
        return exporting.as_csv(rows, columns)
    return exporting.as_json(rows) if arguments.json else exporting.as_json_lines(rows)


_BAR = "{desc}: {bar} {percentage:3.0f} %"
