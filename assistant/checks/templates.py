"""Client texts: slots, greeting and signature, forbidden phrases, requests for secrets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from assistant.checks.finding import WARNING, Edit, Finding, severity_on
from assistant.knowledge.base import Knowledge
from assistant.knowledge.document import Document
from assistant.knowledge.templates import Template
from assistant.reply.lint import lint
from assistant.reply.slots import roles_of_slots
from assistant.russian.normal import fold_key

_CLIENT_LABELS = ("текст ответа", "текст уведомления", "стандартный ответ", "скрипт")
_CLOSE = 0.82


def check_templates(knowledge: Knowledge) -> Iterator[Finding]:
    """Findings about the templates of all pages."""
    known = _known_slots(knowledge)
    for document in knowledge.documents.values():
        for template in document.templates:
            yield from _slots(template, document, known)
            if fold_key(template.label) in _CLIENT_LABELS and not _is_card(template):
                yield from _texts(template, document, knowledge)


def _is_card(template: Template) -> bool:
    """Whether a template is a card for colleagues, which has no greeting and no signature."""
    return "карточка" in fold_key(template.title)


def _known_slots(knowledge: Knowledge) -> Mapping[str, str]:
    """Folded name → name as it is usually written, of the slots the assistant fills."""
    roles = roles_of_slots(knowledge.figures)
    usual: dict[str, dict[str, int]] = {}
    for document in knowledge.documents.values():
        for template in document.templates:
            for slot in template.slots:
                key = fold_key(slot.name)
                if key in roles:
                    counts = usual.setdefault(key, {})
                    counts[slot.name] = counts.get(slot.name, 0) + 1
    return {key: max(counts, key=lambda name: counts[name]) for key, counts in usual.items()}


def _slots(template: Template, document: Document, known: Mapping[str, str]) -> Iterator[Finding]:
    for slot in template.slots:
        key = fold_key(slot.name)
        line = template.line + 1 + template.body.count("\n", 0, slot.start)
        if key in known:
            continue
        close = get_close_matches(key, known, n=1, cutoff=_CLOSE)
        if close:
            right = known[close[0]]
            yield Finding(
                "slot",
                severity_on(document),
                document.path,
                line,
                f"слот [{slot.name}] похож на [{right}], но написан иначе: ассистент его не заполнит",
                f"верно: [{right}] (исправит check --fix)",
                Edit(document.path, line, f"[{slot.name}]", f"[{right}]"),
            )


def _texts(template: Template, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
    for found in lint(template.body, knowledge):
        if found.code in ("empty-slot", "no-number"):
            continue
        line = template.line + 1 + template.body.count("\n", 0, found.start)
        severity = severity_on(document) if found.severity == "error" else WARNING
        remedies = {
            "no-greeting": "начните с «Здравствуйте, [Имя клиента]!»",
            "no-signature": "закончите подписью",
        }
        yield Finding(
            found.code,
            severity,
            document.path,
            line,
            f"шаблон «{template.title}»: {found.message[:1].lower()}{found.message[1:]}",
            remedies.get(found.code, "перепишите это место"),
        )
