"""All rules at once."""

from __future__ import annotations

from assistant.knowledge.base import Knowledge
from assistant.knowledge.templates import find_slots
from assistant.reply.lint.checked import CheckedText
from assistant.reply.lint.finding import ERROR, Finding
from assistant.reply.lint.foreign import find_foreign
from assistant.reply.lint.frame import find_frame
from assistant.reply.lint.inside import find_inside
from assistant.reply.lint.phrases import find_forbidden, find_tone
from assistant.reply.lint.secrets import find_secret_requests
from assistant.reply.lint.situation import ALONE, Situation
from assistant.reply.lint.strangers import find_strangers
from assistant.reply.lint.times import find_times
from assistant.reply.lint.tone import tone_of


def lint(text: str, knowledge: Knowledge, situation: Situation = ALONE) -> tuple[Finding, ...]:
    """Check a reply; findings in order of place. ``situation`` is the ticket it answers."""
    checked, tone = CheckedText(text), tone_of(knowledge)
    worded = _without_doubles(
        [
            *find_secret_requests(checked, tone),
            *find_strangers(checked, situation),
            *find_inside(checked, knowledge),
            *find_forbidden(checked, knowledge),
            *find_tone(checked, knowledge),
            *find_times(checked, knowledge.figures, situation),
            *find_foreign(checked, tone, situation),
        ],
        len(text),
    )
    findings = [*_slots(text), *worded, *find_frame(checked, tone)]
    return tuple(sorted(findings, key=lambda each: (each.start, each.end)))


def _slots(text: str) -> list[Finding]:
    return [
        Finding(ERROR, "empty-slot", f"Не заполнено: {slot.name}", slot.start, slot.end)
        for slot in find_slots(text)
    ]


def _without_doubles(findings: list[Finding], length: int) -> list[Finding]:
    """Of findings about the same words the first: the gravest kind comes first."""
    taken = bytearray(length)
    kept: list[Finding] = []
    for finding in findings:
        place = slice(finding.start, finding.end)
        if not any(taken[place]):
            taken[place] = b"\x01" * (finding.end - finding.start)
            kept.append(finding)
    return kept
