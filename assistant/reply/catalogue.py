"""Find the template for a kind of reply (``replies.yml``) and the regulations that govern a ticket."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import figure
from assistant.russian.normal import normalise
from assistant.russian.words import words_of


@dataclass(frozen=True, slots=True)
class SourcedText:
    """A client text and the identifier of the page item it comes from."""

    body: str
    source: str


def template_for(kind: str, knowledge: Knowledge) -> SourcedText:
    """The template for a kind of reply: the page's template whose heading shares most words.

    Raises:
        PageError: the page or a template on it is missing.
    """
    page = figure(knowledge.figures, f"replies.templates.{kind}.page", str)
    words = figure(knowledge.figures, f"replies.templates.{kind}.words", str)
    document = knowledge.documents.get(page)
    if document is None or not document.templates:
        raise PageError(
            page,
            None,
            f"нет шаблона для ответа «{kind}»",
            "верните страницу или поправьте replies.yml",
        )
    wanted = _stems(words)
    best = max(document.templates, key=lambda each: len(wanted & _stems(each.title)))
    return SourcedText(best.body, document.item_id(best.anchor))


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
