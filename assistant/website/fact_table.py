"""The table of fact keys (``docs/_data/facts.yml``) as Markdown, by group."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.knowledge.figures import Figures


def fact_table(figures: Figures, text: Callable[[str], str]) -> str:
    """One table a group: key, title, the question a client is asked; ``text`` escapes a cell."""
    facts = figures.get("facts")
    groups: dict[str, list[str]] = {}
    for key, fact in facts.items() if isinstance(facts, Mapping) else ():
        if isinstance(fact, Mapping):
            cells = (text(str(fact.get(name) or "")) for name in ("title", "question"))
            group = str(fact.get("group") or "Прочее")
            groups.setdefault(group, []).append(f"| `{key}` | {' | '.join(cells)} |")
    head = "| Ключ | Сведение | Как спрашиваем |\n|---|---|---|"
    return "\n\n".join(
        "\n".join((f"**{text(group)}**", "", head, *rows)) for group, rows in groups.items()
    )
