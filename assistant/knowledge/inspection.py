"""What was understood of a document, in counts: the answer of ``python -m assistant inspect``."""

from __future__ import annotations

from typing import Any

from assistant.knowledge.base import Knowledge
from assistant.knowledge.document import Document
from assistant.knowledge.links import Link, is_dead


def dead_links(document: Document, knowledge: Knowledge) -> tuple[Link, ...]:
    """Internal links of a document that lead to no file or no heading."""
    return tuple(
        link
        for link in document.links
        if is_dead(link, document.path, knowledge.anchors, knowledge.paths, knowledge.names)
    )


def inspect(document: Document, knowledge: Knowledge) -> dict[str, Any]:
    """Describe a document: path, title, metadata and counts of its parts."""
    return {
        "path": document.path,
        "title": document.title,
        "metadata": dict(document.metadata.rows),
        "steps": len(document.steps),
        "faq": len(document.faq),
        "examples": len(document.examples),
        "cases": len(document.cases),
        "requests": len(document.requests),
        "checklist": len(document.checklist),
        "templates": len(document.templates),
        "slots": sum(len(template.slots) for template in document.templates),
        "phrases_avoid": len(document.phrases_avoid),
        "phrases_use": len(document.phrases_use),
        "tables": len(document.tables),
        "links": len(document.links),
        "dead_links": len(dead_links(document, knowledge)),
    }
