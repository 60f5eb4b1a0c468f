"""The verdict as a row of cells, each with its «почему» one click away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.answer import Answer
from assistant.knowledge.figures import Figures
from assistant.triage.clock import Deadline
from assistant.triage.rules import Reason
from assistant.ui.markup import Markup, escaped, joined, tag
from assistant.ui.words import KINDS, LEVELS, SCOPES, day_and_time, fact_title, shortened

_TONES = {"emergency": "stop", "standard": "accent", "consultation": "calm"}
_SCOPE_TONES = {"in": "plain", "partial": "wait", "out": "wait"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One finding: ``tone`` is its colour, ``note`` a line below, ``why`` what opens on a click."""

    caption: str
    value: str
    tone: str
    note: Markup
    why: Markup


def verdict_markup(answer: Answer, figures: Figures, now: datetime) -> Markup:
    """All cells, most pressing first, then warnings about the calendar."""
    cells = [_level(answer, figures)]
    if answer.sla.contact is not None:
        cells.append(_deadline("Связаться до", answer.sla.contact, now))
    cells.append(_deadline("Решить до", answer.sla.resolve, now, answer.sla.bound))
    cells.append(_scope(answer))
    cells.append(_kind(answer))
    cells.append(_repeat(answer))
    if len(answer.asks) > 1:
        cells.append(_asks(answer))
    row = tag("div", *(_drawn(cell) for cell in cells), class_="desk-verdict")
    deadlines = [each for each in (answer.sla.contact, answer.sla.resolve) if each]
    warnings = dict.fromkeys(line for each in deadlines for line in each.warnings)
    notes = [tag("p", f"Внимание: {line}", class_="desk-warning") for line in warnings]
    return joined(row, *notes)


def _drawn(cell: Cell) -> Markup:
    summary = tag(
        "summary",
        tag("span", cell.caption, class_="desk-caption"),
        tag("span", cell.value, class_="desk-value"),
        tag("span", cell.note, class_="desk-note"),
    )
    panel = tag("div", tag("h4", "Почему"), cell.why, class_="desk-why")
    return tag("details", summary, panel, class_=f"desk-cell desk-{cell.tone}", name="verdict")


def _level(answer: Answer, figures: Figures) -> Cell:
    level = answer.sla.level
    why = _reasons(level.why, "Правило не записано.")
    if level.fact:
        title = fact_title(level.fact, figures)
        why = joined(why, tag("p", f"Уровень изменится, если уточнить: {title}."))
    note = tag("b", "срочно") if level.urgent else escaped("не срочно")
    if level.doubtful:
        note = joined(note, escaped(", с сомнением: уточните"))
    return Cell("Уровень", LEVELS.get(level.value, level.value), _TONES[level.value], note, why)


def _deadline(
    caption: str, deadline: Deadline, now: datetime, bound: Deadline | None = None
) -> Cell:
    note = tag("span", "…", class_="desk-left", data_due=deadline.due.isoformat())
    why = joined(
        tag("p", deadline.trail),
        tag(
            "p",
            "Остаток считаем по часам подряд, без вычета ночей и выходных.",
            class_="desk-quiet",
        ),
    )
    if bound is not None:
        other = (
            f"По верхней границе вилки регламента: {day_and_time(bound.due, now)}. {bound.trail}"
        )
        why = joined(why, tag("p", other))
    return Cell(caption, day_and_time(deadline.due, now), "plain", note, why)


def _scope(answer: Answer) -> Cell:
    scope = answer.scope
    category = scope.category
    note = escaped("решает поддержка" if scope.value == "in" else "адресат не выбран")
    why = _reasons(scope.why, "Ничего, что было бы не наше, в тексте нет.")
    if category is not None:
        note = escaped(f"кому: {category.addressee}")
        lines = (
            f"Категория: {category.title}.",
            f"Причина: {category.reason}",
            "Куда обратиться: ",
        )
        why = joined(
            why,
            tag("p", lines[0]),
            tag("p", lines[1]),
            tag("p", lines[2], tag("b", category.addressee)),
        )
    return Cell(
        "Круг задач", SCOPES.get(scope.value, scope.value), _SCOPE_TONES[scope.value], note, why
    )


def _kind(answer: Answer) -> Cell:
    kind = answer.kind
    first = kind.why[0] if kind.why else Reason("", "")
    note = escaped(f"«{shortened(first.evidence)}»" if first.evidence else first.rule)
    return Cell("Вид", KINDS.get(kind.value, kind.value), "plain", note, _reasons(kind.why, ""))


def _repeat(answer: Answer) -> Cell:
    repeat = answer.repeat
    if not repeat.value:
        why = tag("p", "Прежнего номера и слов о повторе в тексте нет.")
        return Cell("Повтор", "Нет", "plain", escaped("впервые"), why)
    number = f"№ {repeat.previous_id}" if repeat.previous_id else "номер не назван"
    why = _reasons(repeat.why, "")
    if repeat.kind is None:
        return Cell("Повтор", "Да", "wait", escaped(number), why)
    kind = tag("p", "Вид: ", tag("b", repeat.kind.title), f". {repeat.kind.todo}")
    why = joined(why, kind, _reasons(repeat.kind.why, ""))
    return Cell("Повтор", "Да", "wait", escaped(f"{number} · {repeat.kind.title}"), why)


def _asks(answer: Answer) -> Cell:
    items = []
    for ask in answer.asks:
        found = ask.requests[0].title if ask.requests else "подходящей записи нет"
        items.append(tag("li", f"«{shortened(ask.text, 160)}» → ", tag("b", found)))
    return Cell(
        "Вопросов", str(len(answer.asks)), "wait", escaped("в одном письме"), tag("ol", *items)
    )


def _reasons(reasons: Sequence[Reason], none: str) -> Markup:
    if not reasons:
        return tag("p", none) if none else Markup()
    lines = []
    for reason in reasons:
        words = tag("q", shortened(reason.evidence, 200)) if reason.evidence else Markup()
        lines.append(tag("li", reason.rule, " — " if reason.evidence else "", words))
    return tag("ul", *lines)
