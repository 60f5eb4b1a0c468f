"""Client texts: greeting and signature, forbidden phrases, requests for secrets."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.codes import CODES
from assistant.checks.finding import Finding
from assistant.checks.page import Page
from assistant.checks.pages import Pages
from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.templates import Template
from assistant.reply.lint import Situation, lint
from assistant.reply.lint.tone import tone_of
from assistant.russian.normal import fold_key

_LETTERS = ("текст ответа", "текст уведомления", "стандартный ответ")
_SPOKEN = "скрипт"
_REMEDIES = {
    "no-greeting": "начните с «Здравствуйте, [Имя клиента]!»",
    "no-signature": "закончите подписью",
    "secret-request": "уберите просьбу",
}


def check_templates(pages: Pages) -> Iterator[Finding]:
    """Findings about the templates of all pages; ``check_data`` tells of rules that cannot be read."""
    try:
        tone_of(pages.knowledge)
    except PageError:
        return
    for page in pages:
        for template in page.document.templates:
            label = fold_key(template.label)
            if label in (*_LETTERS, _SPOKEN) and not _is_card(template):
                yield from _text(template, page, pages.knowledge, is_spoken=label == _SPOKEN)


def _is_card(template: Template) -> bool:
    """Whether a template is a card for colleagues, which has no greeting and no signature."""
    return "карточка" in fold_key(template.title)


def _text(
    template: Template, page: Page, knowledge: Knowledge, *, is_spoken: bool
) -> Iterator[Finding]:
    for found in lint(template.body, knowledge, Situation(drafted=template.body)):
        # What ``lint`` says of slots and numbers is about a filled text; what is spoken is not signed.
        if found.code not in CODES or (found.code == "no-signature" and is_spoken):
            continue
        line = page.typed_line(template.line + 1 + template.body.count("\n", 0, found.start))
        problem = f"шаблон «{template.title}»: {found.message[:1].lower()}{found.message[1:]}"
        remedy = _REMEDIES.get(found.code, "перепишите это место")
        yield page.finding(found.code, line, problem.rstrip("."), remedy)
