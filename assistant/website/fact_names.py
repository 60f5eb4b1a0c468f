"""Fact keys of «Нужные данные» shown to readers by their Russian names, the key being one hover away."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from assistant.knowledge.figures import Figures

_NEED = re.compile(r"<li>(?:нужно|по случаю|желательно)\b.*?</li>", re.IGNORECASE | re.DOTALL)
_KEY = re.compile(r"<code>([a-z][a-z0-9_]*)</code>")


def name_facts(content: str, figures: Figures) -> str:
    """Replace the keys in lists of needed facts; a key without a name stays as written."""
    facts = figures.get("facts")
    if not isinstance(facts, Mapping):
        return content

    def name(match: re.Match[str]) -> str:
        fact = facts.get(match[1])
        title = fact.get("title") if isinstance(fact, Mapping) else None
        if not isinstance(title, str) or not title:
            return match.group()
        key = html.escape(match[1])
        return (
            f'<span class="kb-fact" data-search-exclude title="Ключ: {key}">'
            f"{html.escape(title)}</span>"
        )

    return _NEED.sub(lambda need: _KEY.sub(name, need.group()), content)
