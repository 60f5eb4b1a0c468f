"""What stands under every article: where to report a mistake, when the page changed, where to edit it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from assistant.knowledge.document import Document
from assistant.knowledge.figures import Figures
from assistant.website.changes import in_words


@dataclass(frozen=True, slots=True)
class Foot:
    """Values for the theme's template; an empty one is not shown."""

    feedback_url: str
    changed: str
    changed_in_words: str

    @classmethod
    def of(cls, document: Document, figures: Figures, changed: date | None) -> Foot:
        """Make the foot of a page."""
        return cls(
            feedback_url(document, figures),
            changed.isoformat() if changed else "",
            in_words(changed) if changed else "",
        )


def feedback_url(document: Document, figures: Figures) -> str:
    """Letter to the support with the page named; empty when no address is known."""
    contacts = figures.get("contacts")
    address = contacts.get("email") if isinstance(contacts, Mapping) else None
    if not isinstance(address, str) or not address:
        return ""
    subject = quote(f"Неточность на странице «{document.title}»")
    body = quote(f"Страница: {document.title} ({document.path})\nЧто не так:\n")
    return f"mailto:{address}?subject={subject}&body={body}"


def edit_url(template: str, path: str) -> str | None:
    """Address where a page is edited; ``{path}`` in the template stands for its name under docs."""
    return template.replace("{path}", quote(path)) if template else None
