"""``new``: ask an editor in Russian and write a correct skeleton."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from assistant.authoring.adding import (
    LEVELS,
    NewRequest,
    add_request,
    category_pages,
    department_on,
    taken_anchors,
    taken_titles,
)
from assistant.authoring.asking import ask, ask_lines, choose
from assistant.authoring.naming import file_title, free_slug, free_title, slug_of
from assistant.authoring.placing import Placed, place_template
from assistant.authoring.registering import register, taken_addresses
from assistant.authoring.saving import save
from assistant.authoring.skeleton import regulation_text, template_text
from assistant.checks.pages import Pages
from assistant.errors import AssistantError, PageError
from assistant.knowledge.base import Knowledge, all_paths
from assistant.russian.normal import fold_key
from assistant.settings import Settings

_NEXT = "Дальше: впишите текст, затем python -m assistant check и python build_index.py"
_FOLDER = "Регламенты"
_ADDRESSES = "regulations"


def new(arguments: argparse.Namespace, settings: Settings) -> int:
    """Ask for what is needed and write it.

    Raises:
        AssistantError: an answer cannot be used, or the input ended; nothing was written.
    """
    makers: dict[str, Callable[[Pages], str]] = {
        "request": _request,
        "regulation": _regulation,
        "template": _template,
    }
    pages = Pages.from_knowledge(Knowledge.from_folder(settings.docs), settings.docs)
    print(makers[arguments.what](pages))
    print(_NEXT)
    return 0


def _request(pages: Pages) -> str:
    path = choose("На какую страницу добавить запрос?", category_pages(pages))
    title = ask("Название запроса (что случилось у клиента)", check=free_title(taken_titles(pages)))
    is_free = free_slug("Якорь", taken_anchors(pages, path))
    anchor = ask("Якорь латиницей, навсегда", slug_of(title), is_free)
    level = choose("Обычный приоритет?", LEVELS)
    phrases = ask_lines("Фразы клиентов, по одной в строке, лучше от пяти")
    placed = add_request(pages, NewRequest(path, title, anchor, level, phrases))
    return (
        f"Запрос добавлен: {path}:{placed.line}\n"
        "Добавьте ссылку на него в начало страницы и в оглавление базы запросов."
    )


def _template(pages: Pages) -> str:
    path = choose(
        "На какую страницу добавить шаблон?",
        [each.path for each in pages if each.document.templates and not each.document.requests],
    )
    page = pages.by_path[path]
    titles = {fold_key(each.title) for each in page.document.sections}
    title = ask("Название шаблона", check=free_title(titles))
    when = ask("Когда использовать")
    text = template_text(title, when, department_on(page, pages))
    placed = place_template(pages, path, title, text)
    save(placed.file, placed.data)
    return f"Шаблон добавлен: {path}:{placed.line}"


def _regulation(pages: Pages) -> str:
    taken = {fold_key(each.document.title) for each in pages}
    taken |= {
        fold_key(path.rpartition("/")[2].removesuffix(".md")) for path in all_paths(pages.docs)
    }
    title = ask("Название регламента (оно же имя файла)", check=file_title(taken))
    purpose = ask("Зачем он нужен, одним предложением")
    address = ask(
        "Адрес на сайте латиницей, навсегда",
        f"{_ADDRESSES}/{slug_of(title)}",
        free_slug("Адрес", taken_addresses(pages)),
    )
    path = f"{_FOLDER}/{title}.md"
    file = pages.docs / path
    if file.exists():
        raise PageError(path, None, "такая страница уже есть", "выберите другое название")
    text = regulation_text(title, purpose, date.today())  # noqa: DTZ011  the editor's own day
    registered = register(pages, path, address)
    save(file, text.encode())
    if registered is not None:
        _save_list(registered, file)
    return (
        f"Страница создана: {path}\nАдрес на сайте: {address}.html\n"
        "Добавьте её в оглавление регламентов и в головной документ."
    )


def _save_list(registered: Placed, page: Path) -> None:
    """Write the list of addresses; where that fails, the page goes as well."""
    try:
        save(registered.file, registered.data)
    except AssistantError:
        page.unlink()
        raise
