"""Slots of client texts: misspelt ones, and ones the assistant does not know."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from assistant.checks.distance import edits
from assistant.checks.finding import Finding
from assistant.checks.page import Page
from assistant.checks.pages import Pages
from assistant.knowledge.templates import Slot, Template
from assistant.reply.slots import roles_of_slots
from assistant.russian.normal import fold_key

# A slot for a specialist to fill is no mistake, so only a slip of the finger in a known one is; a short
# name («id») one slip away is another word.
_TYPOS = 2
_MIN_LETTERS = 5


def check_slots(pages: Pages) -> Iterator[Finding]:
    """Findings about the slots of all templates."""
    known = _known_slots(pages)
    for page in pages:
        replies = {request.reply for request in page.document.requests}
        for template in page.document.templates:
            line_ends: dict[int, int] = {}
            for slot in template.slots:
                yield from _slot(slot, template, page, known, line_ends, template in replies)


def _known_slots(pages: Pages) -> Mapping[str, str]:
    """Folded name of each slot the assistant fills → the name to write: its own or its role's usual one."""
    roles = roles_of_slots(pages.figures)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        for template in page.document.templates:
            for slot in template.slots:
                key = fold_key(slot.name)
                if key in roles:
                    names[key][slot.name] += 1
                    names[f"role {roles[key]}"][slot.name] += 1
    usual = {key: counts.most_common(1)[0][0] for key, counts in names.items()}
    return {key: usual.get(key) or usual.get(f"role {role}", key) for key, role in roles.items()}


def _slot(
    slot: Slot,
    template: Template,
    page: Page,
    known: Mapping[str, str],
    line_ends: dict[int, int],
    is_reply: bool,
) -> Iterator[Finding]:
    """``line_ends`` tells how far each line has been read, for slots that stand on it twice."""
    key = fold_key(slot.name)
    line = page.typed_line(template.line + 1 + template.body.count("\n", 0, slot.start))
    written = template.body[slot.start : slot.end]
    at = page.lines[line - 1].find(written, line_ends.get(line, 0))
    line_ends[line] = max(at, 0) + len(written)
    if key in known:
        return
    meant = _meant(key, known)
    if meant:
        right = f"[{known[meant]}]"
        edit = page.edit(line, written, right, at) if at >= 0 else None
        problem = f"слот {written} похож на {right}, но написан иначе: ассистент его не заполнит"
        yield page.finding("slot", line, problem, f"верно: {right}", edit)
    elif is_reply:
        problem = f"слот {written} ассистенту неизвестен: в ответе останутся скобки"
        yield page.finding("slot-unknown", line, problem, _advice(key, known))


def _meant(key: str, known: Mapping[str, str]) -> str:
    """The known slot that a name is a slip away from, empty when there is none."""
    if len(key) < _MIN_LETTERS:
        return ""
    nearest = min(known, key=lambda each: edits(key, each), default="")
    return nearest if edits(key, nearest) <= _TYPOS < len(nearest) else ""


def _advice(key: str, known: Mapping[str, str]) -> str:
    """The slot that shares a word with an unknown one, or those used most."""
    words = set(key.split())
    same = [name for each, name in known.items() if words & set(each.split())]
    if same:
        return f"возможно, нужен [{same[0]}]"
    return "напишите без слота или возьмите имя из списка slots в _data/replies.yml"
