"""A home page for a folder that has none: its pages by folder."""

from __future__ import annotations

from assistant.knowledge.base import Knowledge


def home_page(knowledge: Knowledge) -> str:
    """Markdown of a page that lists every document under its folder."""
    folders: dict[str, list[str]] = {}
    for path, document in sorted(knowledge.documents.items()):
        folder = path.rpartition("/")[0]
        folders.setdefault(folder, []).append(f"- [{document.title}](<{path}>)")
    parts = ["# База знаний"]
    for folder, lines in folders.items():
        parts.extend([f"## {folder}"] if folder else [])
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"
