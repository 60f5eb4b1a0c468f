"""Commands that keep the journal whole and no longer than it may be kept."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import UTC, datetime, timedelta

from assistant.commands.likeness import refresh_likeness
from assistant.errors import SettingsError
from assistant.journal.backup import back_up
from assistant.journal.erasing import erase_client, prune
from assistant.journal.integrity import count, full_check
from assistant.journal.journal import Journal
from assistant.journal.restoring import restore
from assistant.journal.tables import ANSWERS, PAST_TICKETS
from assistant.settings import Settings
from assistant.ui.drafts import Drafts


def backup(arguments: argparse.Namespace, settings: Settings) -> int:
    """Copy the journal."""
    with closing(Journal.from_settings(settings)) as journal:
        key = back_up(journal, arguments.file)
    print(f"Копия записана: {arguments.file}. Ключ к ней: {key}. Храните их порознь.")
    return 0


def restore_file(arguments: argparse.Namespace, settings: Settings) -> int:
    """Put a copy in the place of the journal."""
    restored = restore(settings, arguments.file)
    with closing(Journal.from_settings(settings)) as journal:
        refresh_likeness(journal, settings)
    print(f"Возвращено ответов — {restored.answers}, прошлых обращений — {restored.tickets}.")
    if restored.kept:
        print(f"Прежний журнал: {restored.kept}. Удалите его, когда он станет не нужен.")
    return 0


def erase(arguments: argparse.Namespace, settings: Settings) -> int:
    """Erase a client; exit code 1 when nothing was kept of them."""
    with closing(Journal.from_settings(settings)) as journal:
        erased = erase_client(journal, arguments.client)
        refresh_likeness(journal, settings)
    drafts = Drafts(settings.state).erase_client(arguments.client)
    print(
        f"Стёрто ответов — {erased.answers}, прошлых обращений — {erased.tickets}, черновиков —"
        f" {drafts}."
    )
    if erased.nothing and not drafts:
        print("Такого имени в журнале нет. Напишите его так, как оно стоит в CRM.")
        return 1
    print("В копиях журнала, сделанных раньше, эти записи остались: удалите или обновите копии.")
    return 0


def prune_old(arguments: argparse.Namespace, settings: Settings) -> int:
    """Erase what is older than it may be kept.

    Raises:
        SettingsError: nobody said how long that is.
    """
    days = settings.journal_days if arguments.days is None else arguments.days
    if days < 1:
        raise SettingsError(
            "Срок хранения не задан. Укажите --days N или journal_days в настройках."
        )
    with closing(Journal.from_settings(settings)) as journal:
        erased = prune(journal, datetime.now(UTC) - timedelta(days=days))
        refresh_likeness(journal, settings)
    print(f"Стёрто ответов — {erased.answers}, прошлых обращений — {erased.tickets}.")
    return 0


def refresh(_: argparse.Namespace, settings: Settings) -> int:
    """Bring the search for similar past tickets in step with the journal."""
    with closing(Journal.from_settings(settings)) as journal:
        number = refresh_likeness(journal, settings)
    print(
        "Индекса нет: сначала python build_index.py" if number is None else f"Обращений — {number}."
    )
    return 1 if number is None else 0


def check(_: argparse.Namespace, settings: Settings) -> int:
    """Look through the journal; exit code 1 when something is wrong."""
    with closing(Journal.from_settings(settings)) as journal:
        problems = full_check(journal.database, journal.key)
        answers = count(journal.database, ANSWERS)
        tickets = count(journal.database, PAST_TICKETS)
        print(
            f"Журнал {journal.database.place}: ответов — {answers}, прошлых обращений — {tickets}."
        )
    for problem in problems:
        print(problem)
    print("Повреждений нет." if not problems else "Верните копию: journal restore ФАЙЛ.")
    return 1 if problems else 0
