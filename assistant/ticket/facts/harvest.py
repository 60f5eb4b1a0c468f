"""All facts of a text: every finder run once, what is denied or said elsewhere left out.

Knows nothing of single keys: those live in the modules it imports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact, Finder
from assistant.ticket.facts import (
    account,
    address,
    affected,
    bare_site,
    cabinet,
    camera,
    car,
    changes,
    checkpoint,
    comparison,
    credential,
    device,
    documents,
    earlier,
    email,
    equipment,
    errors,
    guest,
    identity,
    indication,
    integration,
    intercom,
    invitation,
    journal,
    login,
    mailing,
    messages,
    moment,
    names,
    network,
    object_name,
    operator,
    pass_term,
    pass_type,
    passage,
    passes,
    phones,
    photo,
    plate,
    point,
    posts,
    program,
    requests,
    role,
    screens,
    site,
    steps,
    street,
    territory,
    wish,
)
from assistant.ticket.facts.denial import denies
from assistant.ticket.facts.rulebook import RuleBook

Ranges = tuple[tuple[int, int], ...]

_RULES = RuleBook.of(
    rule
    for module in (
        account, address, affected, cabinet, camera, changes, checkpoint, comparison, credential,
        device, documents, earlier, equipment, identity, indication, integration, intercom,
        invitation, journal, login, mailing, messages, network, operator, pass_term, pass_type,
        passage, passes, photo, plate, point, posts, program, requests, role, screens, site,
        steps, territory, wish,
    )
    for rule in module.RULES
)  # fmt: skip
# What a pattern alone cannot tell: whose a phone is, where a name ends, what a time belongs to.
_FINDERS: tuple[Finder, ...] = (
    _RULES.find, bare_site.find, car.find, email.find, errors.find, guest.find, moment.find, names.find,
    object_name.find, phones.find, role.find, street.find,
)  # fmt: skip


def find_facts(text: NormalText, ranges: Ranges) -> tuple[Fact, ...]:
    """Facts that lie wholly in one of ``ranges`` of the original, by start, without repeats.

    Of overlapping facts of one key the longest is kept, of equally long ones the first.
    """
    by_key: defaultdict[str, list[Fact]] = defaultdict(list)
    for finder in _FINDERS:
        for fact in finder(text):
            if fact.value and _inside(fact, ranges) and not denies(fact, text):
                by_key[fact.key].append(fact)
    kept = (fact for same_key in by_key.values() for fact in _without_overlaps(same_key))
    return tuple(sorted(kept, key=lambda fact: (fact.start, fact.end, fact.key)))


def _inside(fact: Fact, ranges: Ranges) -> bool:
    return any(start <= fact.start and fact.end <= end for start, end in ranges)


def _without_overlaps(facts: list[Fact]) -> Iterator[Fact]:
    """Facts of one key, in order; a longer one drives out a shorter one it overlaps."""
    if len(facts) == 1:
        yield facts[0]
        return
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: (fact.start, fact.start - fact.end)):
        if not kept or fact.start >= kept[-1].end:
            kept.append(fact)
        elif fact.end - fact.start > kept[-1].end - kept[-1].start:
            kept[-1] = fact
    yield from kept
