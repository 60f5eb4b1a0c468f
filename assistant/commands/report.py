"""An answer as text for a terminal."""

from __future__ import annotations

from assistant.answer import Answer

_LEVELS = {
    "emergency": "ЭКСТРЕННОЕ",
    "standard": "стандартное",
    "consultation": "консультация",
}
_SCOPES = {"in": "наше", "out": "вне рамок поддержки", "partial": "частично наше"}


def print_answer(answer: Answer) -> None:
    """Print verdict, deadline, draft, checklist and sources."""
    level = answer.sla.level
    urgent = ", срочно" if level.urgent and level.value != "emergency" else ""
    print(f"Уровень: {_LEVELS[level.value]}{urgent} · {_SCOPES[answer.scope.value]}")
    print(f"Срок: {answer.sla.resolve.due:%d.%m.%Y %H:%M} МСК ({answer.sla.resolve.trail})")
    if answer.sla.contact:
        print(f"Связаться до: {answer.sla.contact.due:%d.%m.%Y %H:%M} МСК")
    if answer.repeat.value:
        number = f" (№ {answer.repeat.previous_id})" if answer.repeat.previous_id else ""
        print(f"Повторное обращение{number}")
    print("Подходящей записи нет." if answer.abstained else "Записи базы:")
    for source in answer.requests:
        print(f"  {source.similarity:.2f}  {source.title}  {source.url}")
    print("\n--- Черновик ответа ---\n")
    print(answer.reply.text)
    print("\n--- Чек-лист ---\n")
    for item in answer.checklist:
        print(f"[{'x' if item.done else ' '}] {item.text}")
    print("\n--- Источники ---\n")
    for part in dict.fromkeys(part.source for part in answer.reply.parts):
        print(part)
