"""Find the template for a kind of reply (``replies.yml``) and the regulations that govern a ticket."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import figure
from assistant.knowledge.templates import Template
from assistant.russian.normal import normalise
from assistant.russian.words import words_of


@dataclass(frozen=True, slots=True)
class SourcedText:
    """A client text and the identifier of the page item it comes from."""

    body: str
    source: str


def template_for(kind: str, knowledge: Knowledge) -> SourcedText:
    """The template for a kind of reply, or the text of ``replies.yml`` that stands in for it.

    Raises:
        PageError: the page is missing, or has no such template and nothing stands in for it.
    """
    page = figure(knowledge.figures, f"replies.templates.{kind}.page", str)
    document = knowledge.documents.get(page)
    template = fitting_template(kind, knowledge)
    if document is not None and template is not None:
        return SourcedText(template.body, document.item_id(template.anchor))
    chosen = figure(knowledge.figures, f"replies.templates.{kind}", dict)
    if document is not None and "instead" in chosen:
        text = figure(knowledge.figures, f"replies.templates.{kind}.instead", str)
        return SourcedText(text.strip("\n"), knowledge.head_of(page))
    raise PageError(
        page, None, f"нет шаблона для ответа «{kind}»", "верните страницу или поправьте replies.yml"
    )


def has_template(kind: str, knowledge: Knowledge) -> bool:
    """Whether there is a text for a kind of reply."""
    try:
        template_for(kind, knowledge)
    except PageError:
        return False
    return True


def fitting_template(kind: str, knowledge: Knowledge) -> Template | None:
    """The page's template whose heading has all words of a wording in ``words``; the fullest one wins.

    A page that was replaced may have other templates: one that merely shares a word («Закрытие
    обращения» for «повторное обращение») would answer something else.
    """
    page = figure(knowledge.figures, f"replies.templates.{kind}.page", str)
    words = figure(knowledge.figures, f"replies.templates.{kind}.words", str)
    document = knowledge.documents.get(page)
    wordings = sorted((_stems(each) for each in words.split("|")), key=len, reverse=True)
    templates = document.templates if document is not None else ()
    return next(
        (each for wanted in wordings for each in templates if wanted <= _stems(each.title)), None
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words_of(normalise(text)))


def request_reply(item_id: str, knowledge: Knowledge) -> SourcedText | None:
    """Standard reply of a typical request, None when the page gives none."""
    request = knowledge.requests.get(item_id)
    if request is None or request.reply is None:
        return None
    return SourcedText(request.reply.body, item_id)


def regulation_page(role: str, knowledge: Knowledge) -> str:
    """Path of the regulation with a role (``intake``, ``standard``, ``repeat``…)."""
    return figure(knowledge.figures, f"replies.regulations.{role}", str)
