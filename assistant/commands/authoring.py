"""``new``: ask an editor in Russian and write a correct skeleton."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime

from assistant.authoring.placing import insert_request, insert_template, write_page
from assistant.authoring.skeleton import regulation_text, request_text, template_text
from assistant.errors import AssistantError
from assistant.knowledge.base import Knowledge
from assistant.russian.translit import ascii_slug
from assistant.settings import Settings

_MAX_ANCHOR = 40


def new(arguments: argparse.Namespace, settings: Settings) -> int:
    """Ask for what is needed and write it."""
    makers: dict[str, Callable[[Settings, Knowledge], str]] = {
        "request": _request,
        "regulation": _regulation,
        "template": _template,
    }
    knowledge = Knowledge.from_folder(settings.docs)
    print(makers[arguments.what](settings, knowledge))
    print("Дальше: впишите текст, затем python -m assistant check и python build_index.py")
    return 0


def _request(settings: Settings, knowledge: Knowledge) -> str:
    pages = [path for path, each in knowledge.documents.items() if each.requests]
    page = _choose("На какую страницу добавить запрос?", pages)
    title = _ask("Название запроса (что случилось у клиента)")
    taken = {each.partition("#")[2] for each in knowledge.requests}
    anchor = _ask("Якорь латиницей, навсегда", default=ascii_slug(title)[:_MAX_ANCHOR].strip("-"))
    if anchor != ascii_slug(anchor) or anchor in taken:
        raise AssistantError(
            f"Якорь «{anchor}» занят или не из латинских букв, цифр и дефисов. Начните заново."
        )
    level = _choose("Обычный приоритет?", ["стандартный", "консультация"])
    phrases = _lines("Фразы клиентов, по одной в строке; пустая строка — конец")
    if not phrases:
        raise AssistantError(
            "Без фраз клиента запрос не найдут. Начните заново и впишите хотя бы одну."
        )
    number = len(knowledge.documents[page].requests) + 1
    text = request_text(number, title, anchor, phrases, level)
    line = insert_request(settings.docs, knowledge, page, text)
    return f"Запрос добавлен: {page}:{line}"


def _regulation(settings: Settings, _knowledge: Knowledge) -> str:
    title = _ask("Название регламента (оно же имя файла)")
    if set(title) & set('/\\:*?"<>|'):
        raise AssistantError('В названии не может быть знаков / \\ : * ? " < > |. Начните заново.')
    purpose = _ask("Зачем он нужен, одним предложением")
    path = f"Регламенты/{title}.md"
    write_page(settings.docs, path, regulation_text(title, purpose, datetime.now(UTC).date()))
    return f"Страница создана: {path}"


def _template(settings: Settings, knowledge: Knowledge) -> str:
    pages = [
        path for path, each in knowledge.documents.items() if each.templates and not each.requests
    ]
    page = _choose("На какую страницу добавить шаблон?", pages)
    title = _ask("Название шаблона")
    when = _ask("Когда использовать")
    line = insert_template(settings.docs, knowledge, page, template_text(title, when))
    return f"Шаблон добавлен: {page}:{line}"


def _ask(question: str, default: str = "") -> str:
    hint = f" [{default}]" if default else ""
    try:
        answer = input(f"{question}{hint}: ").strip() or default
    except EOFError as error:
        raise AssistantError("Ввод закончился раньше вопросов. Ничего не записано.") from error
    if not answer:
        raise AssistantError(f"Нет ответа на вопрос «{question}». Ничего не записано.")
    return answer


def _choose(question: str, options: list[str]) -> str:
    print(question)
    for at, option in enumerate(options, start=1):
        print(f"  {at}. {option}")
    answer = _ask("Номер")
    if answer in options:
        return answer
    if not answer.isdigit() or not 1 <= int(answer) <= len(options):
        raise AssistantError(f"«{answer}» — не номер из списка. Ничего не записано.")
    return options[int(answer) - 1]


def _lines(question: str) -> list[str]:
    print(question)
    lines: list[str] = []
    while True:
        try:
            line = input().strip()
        except EOFError:
            return lines
        if not line:
            return lines
        lines.append(line)
