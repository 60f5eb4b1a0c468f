"""Commands about one ticket or reply: answer, lint, deadline."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from assistant import desk
from assistant.answer import VERSION, Answer
from assistant.commands.report import print_answer
from assistant.errors import AssistantError, IndexProblem, TicketError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import figure, load_figures
from assistant.knowledge.source import decode
from assistant.library import Library
from assistant.reply.lint import Situation
from assistant.reply.lint import lint as lint_text
from assistant.retrieval.archive import PastTickets
from assistant.retrieval.matter import MatterEncoder
from assistant.settings import Settings
from assistant.ticket.eml import MAX_BYTES
from assistant.ticket.moment import read_moment
from assistant.ticket.ticket import Ticket
from assistant.triage.calendar import WorkCalendar
from assistant.triage.clock import deadline as working_deadline
from assistant.triage.level import bound_of


def answer(arguments: argparse.Namespace, settings: Settings) -> int:
    """Answer one ticket, or each line of a file."""
    library = Library.from_settings(settings)
    if library.notice:
        print(library.notice, file=sys.stderr)
    past = _past(library)
    if arguments.jsonl:
        return _answer_lines(arguments.jsonl, library, past)
    ticket = _ticket(arguments, library)
    found = desk.answer(ticket, library, past=past, reply_kind=arguments.reply)
    if arguments.json:
        _print_json(found.to_json())
    else:
        print_answer(found)
    return 0


def _past(library: Library) -> PastTickets | None:
    """Past tickets that were imported, None where there are none or they cannot be searched now."""
    folder = library.settings.likeness
    if not folder.is_dir():
        return None
    try:
        return PastTickets.from_folder(folder, MatterEncoder.of(library.searcher.index))
    except IndexProblem as problem:
        print(f"{problem} Команда: python -m assistant journal refresh", file=sys.stderr)
        return None


def lint(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check the text of a reply."""
    text = decode(_read(arguments.file))
    asked = decode(_read(arguments.ticket)) if arguments.ticket else ""
    findings = lint_text(text, Knowledge.from_folder(settings.docs), Situation(ticket=asked))
    if arguments.json:
        _print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            line = text.count("\n", 0, finding.start) + 1
            mark = "ошибка" if finding.severity == "error" else "внимание"
            print(f"{line}: {mark}: {finding.message}")
        if not findings:
            print("Замечаний нет.")
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def deadline(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the deadline of a level and its arithmetic."""
    figures = load_figures(settings.docs)
    calendar = WorkCalendar.from_figures(figures)
    received = calendar.local(arguments.received)
    hours = figure(figures, f"sla.{arguments.level}.resolve_hours", int)
    pauses = [(first, last) for first, last in arguments.pause or ()]
    resolve = working_deadline(calendar, received, timedelta(hours=hours), pauses)
    bound = bound_of(arguments.level, received, figures, calendar)
    if arguments.json:
        _print_json(
            {
                "received": received.isoformat(),
                "start": resolve.start.isoformat(),
                "resolve_by": resolve.due.isoformat(),
                "trail": resolve.trail,
                "warnings": list(resolve.warnings),
            }
        )
    else:
        print(f"{resolve.due:%d.%m.%Y %H:%M} МСК")
        print(resolve.trail)
        if bound is not None and not pauses:
            print(f"По верхней границе вилки: {bound.due:%d.%m.%Y %H:%M} МСК ({bound.trail})")
        for warning in resolve.warnings:
            print(f"Внимание: {warning}")
    return 0


def _answer_lines(file: str, library: Library, past: PastTickets | None) -> int:
    """Answer each line of a JSONL file; a bad line gives an error in its place."""
    failed = False
    for number, line in enumerate(decode(_read(file)).split("\n"), start=1):
        if not line.strip():
            continue
        identifier: Any = None
        try:
            data = json.loads(line)
            identifier = data.get("id") if isinstance(data, dict) else None
            if not isinstance(data, dict) or not isinstance(data.get("text"), str):
                raise TicketError("нужен объект JSON с полем text")
            result = _answer_object(data, library, past).to_json()
            result["id"] = identifier
        except (ValueError, RecursionError, AssistantError) as error:
            failed = True
            result = {"version": VERSION, "id": identifier, "line": number, "error": _why(error)}
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return 1 if failed else 0


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError | RecursionError):
        return f"строка — не JSON ({error})"
    return str(error)


def _answer_object(data: dict[str, Any], library: Library, past: PastTickets | None) -> Answer:
    received = data.get("received")
    moment = read_moment(str(received)) if received else _now(library.calendar)
    ticket = Ticket.from_text(
        data["text"],
        library.calendar.local(moment),
        number=str(data.get("ticket_id") or ""),
        client=str(data.get("client") or ""),
        channel=str(data.get("channel") or ""),
    )
    return desk.answer(ticket, library, past=past, reply_kind=str(data.get("reply") or ""))


def _ticket(arguments: argparse.Namespace, library: Library) -> Ticket:
    data = _read(arguments.file)
    moment = library.calendar.local(arguments.received or _now(library.calendar))
    number, client, channel = arguments.ticket_id, arguments.client, arguments.channel
    if arguments.file.lower().endswith(".eml"):
        channel = channel or "email"
        return Ticket.from_eml(data, moment, number=number, client=client, channel=channel)
    return Ticket.from_text(decode(data), moment, number=number, client=client, channel=channel)


def _read(name: str) -> bytes:
    """Bytes of a file or of standard input, capped."""
    if name == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        with Path(name).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TicketError(f"Файл больше {MAX_BYTES // 1_000_000} МБ. Оставьте нужную часть.")
    return data


def _now(calendar: WorkCalendar) -> datetime:
    return datetime.now(calendar.zone)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
