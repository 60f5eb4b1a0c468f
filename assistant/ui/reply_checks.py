"""What is still to be done on a reply: empty places, findings, and marks for the browser."""

from __future__ import annotations

import json
from collections.abc import Sequence

from assistant.knowledge.figures import Figures
from assistant.knowledge.templates import find_slots
from assistant.reply.lint import Finding
from assistant.reply.slots import FilledSlot, roles_of_slots
from assistant.russian.normal import fold_key
from assistant.ui.markup import Markup, joined, tag
from assistant.ui.words import ORIGINS, shortened

_EMPTY = "empty-slot"
# Slots that a field of the page fills wherever they stand.
_FIELDS = {
    "number": "К полю «Номер обращения»: подставится везде",
    "client_name": "К полю «Имя клиента»: подставится везде",
    "agent": "К полю «Ваше имя»: подставится везде и запомнится",
}


def empty_markup(text: str, figures: Figures) -> Markup:
    """What is still empty, a chip for each name.

    A click goes to the field that fills every such place, or, where there is no field, to the first place.
    """
    empty = find_slots(text)
    if not empty:
        return Markup()
    roles = roles_of_slots(figures)
    ranges = utf16_ranges(text, [(slot.start, slot.end, slot.name) for slot in empty])
    chips: dict[str, Markup] = {}
    for start, end, name in ranges:
        role = roles.get(fold_key(str(name)), "")
        field = role if role in _FIELDS else ""
        chip = tag(
            "button",
            str(name),
            class_="desk-chip desk-chip-empty",
            data_range=f"{start},{end}",
            data_field=field,
            title=_FIELDS.get(role, "К этому месту в ответе"),
        )
        chips.setdefault(str(name), chip)
    count = tag("b", f"Не заполнено: {len(empty)}")
    return tag("div", count, *chips.values(), class_="desk-chips")


def filled_markup(slots: Sequence[FilledSlot]) -> Markup:
    """What was filled in, and from where; the exact place shows under the pointer."""
    filled = [_filled(slot) for slot in slots if slot.value]
    if not filled:
        return Markup()
    words = joined(*dict.fromkeys(filled), by="; ")
    return tag(
        "p", tag("b", "Подставлено"), " ", tag("span", words), class_="desk-origin desk-quiet"
    )


def _filled(slot: FilledSlot) -> Markup:
    words = f"{shortened(slot.value or '')} — {ORIGINS.get(slot.origin or '', '')}"
    if slot.span is not None:
        start, end = slot.span
        return tag("span", words, title=f"В обращении: «{slot.quote}», знаки {start + 1}–{end}")
    if slot.place:
        return tag("span", words, title=f"Файл данных: {slot.place.partition('.')[0]}.yml")
    return tag("span", words)


def findings_markup(text: str, findings: Sequence[Finding]) -> Markup:
    """Everything but empty places that should be mended, errors first."""
    others = [each for each in findings if each.code != _EMPTY]
    if not others:
        done = "Замечаний к тексту нет." if text.strip() else "Ответ пуст."
        return tag("p", done, class_="desk-good-note")
    others.sort(key=lambda each: each.severity != "error")
    lines = []
    for each in others:
        name = "Ошибка" if each.severity == "error" else "Внимание"
        words = text[each.start : each.end]
        quote = joined(" — ", tag("q", words)) if words.strip() else Markup()
        line = tag("li", tag("b", name), f" {each.message}", quote, class_=f"desk-{each.severity}")
        lines.append(line)
    return tag("ul", *lines, class_="desk-findings")


def marks_markup(key: str, text: str, findings: Sequence[Finding]) -> Markup:
    """For the browser: which ranges of the text area with a key to mark, and how."""
    kinds = [
        (each.start, each.end, "slot" if each.code == _EMPTY else each.severity)
        for each in findings
        if each.end > each.start
    ]
    data = {"key": key, "text": text, "ranges": utf16_ranges(text, kinds)}
    return tag("div", data_marks=json.dumps(data, ensure_ascii=False), hidden="")


def utf16_ranges(text: str, ranges: Sequence[tuple[int, int, str]]) -> list[list[int | str]]:
    """Ranges of a text counted as the browser counts: an emoji is two there, one here."""
    wide = [at for at, sign in enumerate(text) if ord(sign) > 0xFFFF]

    def place(at: int) -> int:
        return at + sum(1 for each in wide if each < at)

    return [[place(start), place(end), kind] for start, end, kind in ranges]
