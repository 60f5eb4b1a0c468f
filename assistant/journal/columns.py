"""Which column of a foreign table is which field of a past ticket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.errors import JournalError
from assistant.journal.masking import folded

FIELDS = ("id", "client", "text", "created", "closed", "resolution")
REQUIRED = ("id", "text", "created")
TITLES = {
    "id": "Номер",
    "client": "Клиент",
    "text": "Текст",
    "created": "Поступило",
    "closed": "Закрыто",
    "resolution": "Решение",
}
# Heads of columns that CRM exports have, folded.
_KNOWN = {
    "id": ("id", "номер", "номер обращения", "№", "no", "ticket", "ticket_id", "код", "ид"),
    "client": ("client", "клиент", "контакт", "фио", "имя", "заявитель", "от кого", "name"),
    "text": (
        "text",
        "текст",
        "обращение",
        "текст обращения",
        "описание",
        "сообщение",
        "description",
    ),
    "created": (
        "created",
        "создано",
        "поступило",
        "дата",
        "дата создания",
        "дата поступления",
        "начато",
    ),
    "closed": ("closed", "закрыто", "завершено", "дата закрытия", "дата завершения", "решено"),
    "resolution": ("resolution", "решение", "ответ", "результат", "комментарий", "ответ клиенту"),
}


def guessed(heads: Sequence[str]) -> dict[str, str]:
    """Head of the column of each field, as far as the heads tell."""
    by_word = {folded(head): head for head in reversed(heads)}
    found: dict[str, str] = {}
    for field, words in _KNOWN.items():
        head = next((by_word[word] for word in words if word in by_word), None)
        if head is not None:
            found[field] = head
    return found


def parse(text: str) -> dict[str, str]:
    """Read «id=Номер,text=Описание».

    Raises:
        JournalError: a pair has no «=», or names no field.
    """
    found: dict[str, str] = {}
    for pair in filter(None, (each.strip() for each in text.split(","))):
        field, equals, head = (part.strip() for part in pair.partition("="))
        if not equals or not head or field not in FIELDS:
            raise JournalError(
                f"Столбцы: «{pair}» не годится. Напишите поле=столбец через запятую; поля:"
                f" {', '.join(FIELDS)}."
            )
        found[field] = head
    return found


def checked(chosen: Mapping[str, str], heads: Sequence[str]) -> dict[str, str]:
    """The columns to read: those chosen, else those guessed.

    Raises:
        JournalError: a chosen column is not there, or a field that must be there has none.
    """
    strange = [head for head in chosen.values() if head not in heads]
    if strange:
        raise JournalError(f"Столбца «{strange[0]}» в таблице нет. Есть: {', '.join(heads)}.")
    columns = {**guessed(heads), **chosen}
    lacking = [field for field in REQUIRED if field not in columns]
    if lacking:
        names = ", ".join(f"{field} ({TITLES[field].lower()})" for field in lacking)
        raise JournalError(
            f"Не ясно, в каком столбце: {names}. Есть: {', '.join(heads)}. Укажите столбцы:"
            " --columns id=…,text=…,created=…"
        )
    return columns
