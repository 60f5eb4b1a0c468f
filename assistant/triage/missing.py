"""Facts a request needs and the ticket does not give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from assistant.knowledge.figures import Figures, figure
from assistant.knowledge.requests import Need, Request
from assistant.russian.normal import NormalText, normalise
from assistant.ticket.fact import Fact
from assistant.triage.rules import Rules

# A fact that others answer: whoever left a phone or a mail can be reached by it, only the app has a
# version and only the site a browser, a gate is a point of access, and what stopped did so after its last event.
_STANDS_FOR = {
    "contact": frozenset({"account_phone", "new_phone", "employee_email"}),
    "client_type": frozenset({"app_version", "browser", "system_url", "bot_name"}),
    "access_point": frozenset({"checkpoint"}),
    "occurred_at": frozenset({"last_event_at"}),
}
# Facts that may be a phone by which an account is looked up, whoever's it is called.
_PHONES = frozenset({"contact", "new_phone", "old_phone"})
_PHONE_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact to ask for, in the customer's words."""

    key: str
    question: str


def missing_facts(
    request: Request | None,
    text: NormalText,
    kind: str,
    told: Set[str],
    given: Set[str],
    figures: Figures,
    rules: Rules,
) -> tuple[Missing, ...]:
    """What is needed minus what is given, in the page's order, each once.

    ``told`` are facts told whatever the ticket is about, which may show that a «по случаю» applies;
    ``given`` are all that need not be asked for. Without a request the base set of ``cases.yml`` is asked for, unless there is nothing to solve.
    """
    if kind == "not_a_request":
        return ()
    if request is None:
        wanted = base_set(figures)
    else:
        wanted = [
            key
            for need in request.needs
            if _applies(need, text, kind, told, rules)
            for key in need.keys
        ]
    return tuple(
        Missing(key, question_of(key, figures))
        for key in dict.fromkeys(wanted)
        if key not in given and not (_STANDS_FOR.get(key, frozenset()) & given)
    )


def base_set(figures: Figures) -> list[str]:
    """What is asked for when no request is known, in order."""
    return list(figure(figures, "cases.default_facts", list))


def given_by(facts: Iterable[Fact]) -> frozenset[str]:
    """Keys that need not be asked for: those of the facts, and the account's phone where any phone was left.

    The support looks an account up by the phone at hand and asks only when that finds none.
    """
    facts = tuple(facts)
    has_phone = any(
        fact.key in _PHONES and sum(map(str.isdigit, fact.value)) >= _PHONE_DIGITS for fact in facts
    )
    return frozenset({*(fact.key for fact in facts), *(("account_phone",) if has_phone else ())})


def with_deciding(
    missing: Sequence[Missing], key: str, given: Set[str], figures: Figures
) -> tuple[Missing, ...]:
    """The questions led by the one whose answer would change the level; ``key`` is empty without one."""
    if not key or key in given:
        return tuple(missing)
    rest = [each for each in missing if each.key != key]
    asked = [each for each in missing if each.key == key]
    return (*(asked or [Missing(key, question_of(key, figures))]), *rest)


def question_of(key: str, figures: Figures) -> str:
    """The customer's words for a fact key; an unknown key is shown as it is."""
    entry = figures.get("facts", {}).get(key)
    question = entry.get("question") if isinstance(entry, dict) else None
    return question if isinstance(question, str) else key


def _applies(need: Need, text: NormalText, kind: str, told: Set[str], rules: Rules) -> bool:
    if need.degree == "required":
        return True
    if need.degree != "conditional":
        return False
    wording = normalise(need.case)
    case = next((each for each in rules.cases if each.about.first(wording)), None)
    if case is None:
        return False
    return bool(kind in case.kinds or case.facts & told or case.signs.first(text))
