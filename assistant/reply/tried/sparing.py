"""A draft that advises nothing the customer has done already.

Only whole sentences and items of a list go; a list whose items lean on one another (an order of
actions, not checks) goes whole or not at all. What is left out stays with the draft, with the words of
the ticket that prove it, so that the agent can put it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.knowledge.figures import Figures, figure
from assistant.reply.draft import Draft, LeftOut, Part, sentences_of
from assistant.reply.tried.lists import Listing, bare
from assistant.reply.tried.steps import Reader
from assistant.reply.tried.telling import Deed
from assistant.russian.expression import expression
from assistant.russian.normal import normalise

_LEANING = expression(r"\w+ (?:это|этот|эту|эти|его|её|ее|их)\b")


def spared(draft: Draft, deeds: Sequence[Deed], reader: Reader, figures: Figures) -> Draft:
    """The draft without steps taken, and with one sentence that says so where any is left out."""
    if not deeds:
        return draft
    sparing = _Sparing({deed.action: deed for deed in deeds}, reader)
    for part in draft.parts:
        sparing.take(part)
    if not sparing.left_out:
        return draft
    named = dict.fromkeys(name for each in sparing.left_out for name in each.steps)
    done = _listed([reader.vocabulary.actions[name].says for name in named])
    lead = figure(figures, "replies.tried.lead", str).replace("{done}", done)
    at = sparing.place
    said = Part(lead, sparing.left_out[-1].source)
    parts = (*sparing.parts[:at], said, *sparing.parts[at:])
    return replace(draft, parts=parts, left_out=tuple(sparing.left_out))


class _Sparing:
    """Parts kept so far, what was left out of them, and the place behind the first such part."""

    def __init__(self, deeds: Mapping[str, Deed], reader: Reader) -> None:
        self.parts: list[Part] = []
        self.left_out: list[LeftOut] = []
        self.place: int | None = None
        self._deeds = deeds
        self._reader = reader

    def take(self, part: Part) -> None:
        """Keep of a part what is still to be done."""
        listing = Listing.from_paragraph(part.text)
        gone = self._items(listing)
        lead = self._sentences(listing.lead)
        if not gone and lead == listing.lead:
            self.parts.append(part)
            return
        for at in sorted(gone):
            self._leave_out(bare(listing.items[at]), part.source)
        if lead != listing.lead:
            for sentence in sentences_of(listing.lead):
                if self._is_taken(sentence):
                    self._leave_out(sentence.strip(), part.source)
        is_list_gone = len(gone) == len(listing.items) > 0
        lead = _without_introduction(lead) if is_list_gone else lead
        text = replace(listing, lead=lead).without(gone).strip()
        if is_list_gone and not listing.lead:
            self._drop_introduction()
        if text:
            self.parts.append(replace(part, text=text))
        if self.place is None:
            self.place = len(self.parts)

    def _items(self, listing: Listing) -> frozenset[int]:
        """Places of the items that have been done."""
        done = frozenset(at for at, item in enumerate(listing.items) if self._is_taken(bare(item)))
        if len(done) == len(listing.items):
            return done
        lead = listing.lead or (self.parts[-1].text if self.parts else "")
        introduction = sentences_of(lead)[-1]
        is_checks = self._reader.vocabulary.checks.first(normalise(introduction)) is not None
        return _leaned_on_left(listing, done) if is_checks else frozenset()

    def _sentences(self, text: str) -> str:
        kept = [each for each in sentences_of(text) if not self._is_taken(each)]
        return "".join(kept).strip() if len(kept) < len(sentences_of(text)) else text

    def _is_taken(self, line: str) -> bool:
        return self._reader.advice(line.strip()).is_taken(self._deeds.keys())

    def _leave_out(self, line: str, source: str) -> None:
        steps = tuple(sorted(self._reader.advice(line).steps))
        deed = self._deeds[steps[0]]
        self.left_out.append(LeftOut(line, source, steps, deed.quote, deed.span))

    def _drop_introduction(self) -> None:
        """Take back the words «Проверьте по порядку:» above a list that is gone."""
        if not self.parts:
            return
        part = self.parts.pop()
        if text := _without_introduction(part.text):
            self.parts.append(replace(part, text=text))


def _leaned_on_left(listing: Listing, done: frozenset[int]) -> frozenset[int]:
    """Items done, but for those that the next one speaks of: «Создайте ссылку. Отправьте её»."""
    kept: set[int] = set()
    for at in range(len(listing.items) - 1, 0, -1):
        is_kept = at not in done or at in kept
        if is_kept and _LEANING.match(bare(listing.items[at])):
            kept.add(at - 1)
    return done - kept


def _without_introduction(text: str) -> str:
    """A text without its last sentence where that introduces a list."""
    if not text.rstrip().endswith(":"):
        return text
    return "".join(sentences_of(text)[:-1]).strip()


def _listed(deeds: Sequence[str]) -> str:
    """«обновили и переустановили приложение, очистили кэш и включили Bluetooth»."""
    by_object: dict[str, list[str]] = {}
    for deed in deeds:
        verb, _, rest = deed.partition(" ")
        by_object.setdefault(rest, []).append(verb)
    return _joined([f"{_joined(verbs)} {rest}".strip() for rest, verbs in by_object.items()])


def _joined(words: Sequence[str]) -> str:
    return " и ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
