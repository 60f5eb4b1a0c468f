"""What steps a ticket reports as taken, each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.reply.tried.forms import Form
from assistant.reply.tried.vocabulary import KEY_LETTERS, Action, Verb, Vocabulary
from assistant.russian.expression import expression
from assistant.russian.normal import NormalText
from assistant.ticket.lines import Range

_SENTENCE = expression(r"(?:[^.!?…\n]|[.](?=\w))+")
_CLAUSE = expression(r"[,;:()—–«»\"]|\s-\s|\b(?:но|а|и|потом|затем|зато|хотя)\b")
_WORD = expression(r"[^\W_]+")
# After these a step is thought of, not taken.
_SUPPOSED = expression(
    r"\b(?:если|ли|бы|б|чтобы|чтоб|якобы|будто|вдруг|допустим|наверное|надо|нужно|можно|нельзя|могу|можем"
    r"|хочу|хотим|попробую|попробуем|буду|будем|собираюсь|планирую|стоит|лень|забыл\w*|боюсь"
    r"|не (?:уверен\w*|помню|знаю|пробовал\w*|пытал\w*|успел\w*|стал\w*|смог\w*|могу|умею|получ\w+|удал\w+|дает))\b"
)
# A step of long ago proves nothing of today.
_LONG_AGO = expression(
    r"\b(?:год|года|лет|полгода|месяц\w*|недел\w+) назад\b|\bдавно\b|\bпрошл\w+ (?:год|лет|месяц|зим|весн|осен)"
    r"|\bпоследний раз\b|\bкогда-то\b"
)
_NOT_YET = expression(
    r"\b(?:не|ни)(?: (?:разу|особо|полностью|совсем|пока|еще|сразу|до конца))?(?: не)?\s*\Z"
)
# Somebody of ours did it.
_OURS = expression(r"\b(?:вы|ваш\w*|разработчик\w*|программист\w*)\b(?!.*\b(?:я|мы)\b)")
_TRIED = expression(r"\b(?:по)?пробовал\w*|\bпопытал\w*|\bпытал\w*|\bпробуем?\b|\bпробую\b")
_FAILED_AT = expression(r"\bне (?:получ|вышло|выходит|удал|смог|дает|дал\b|могу)")
_NO_USE = expression(
    r"\bне помог|\bне спас|\bне реш|\b(?:ничего|эффекта|толку|результата|разницы) (?:не|нет|ноль)|\bбез толку"
    r"|\bбесполезн|\bбезрезульт|\bбез результат|\bто ?же самое|\bвсе то же|\bвсе так же|\bне лучше|\bлучше не"
    r"|\bничего не (?:да|измен|меня)|\bне да(?:ло|ла|ет|ют)\b|\bвсе равно|\bпо[- ]?прежнему|\bне изменил"
)
_DID = expression(r"\b(?:с?делал|выполнил|попробовал|пробовал|провел)\w*\b")
# Words that stand beside a verb and are not what it acts on.
_EMPTY = frozenset(
    "я мы уже тоже все всё сам сама сами и а но раз раза несколько пару два три дважды трижды много сто десять "
    "пять вчера сегодня сейчас только что конечно потом затем заново снова даже тут естественно не ничего толку "
    "без ноль тот же то еще опять полностью целиком на всякий случай сколько по результат результата разумеется "
    "само само собой вроде муж жена сын оба обе его ее их это эту бесполезно вновь еще раньше пока".split()
)
_VERBAL = expression(r"(?:[аеиоуяю]ет|ит|ют|ат|ят|л|ла|ли|ло|ть|ся|сь)\Z")
# Somebody told the customer to.
_ADVISED_BY = expression(
    r"\b(?:сказал|совето|посовето|просил|попросил|предлож|велел|рекоменд|ответил|писал|написал)\w*"
)
_AFTER_NOUN = 6
_ECHO = 40


@dataclass(frozen=True, slots=True)
class Deed:
    """A step taken: its name, the words that tell it and their range in the ticket as pasted."""

    action: str
    quote: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of the twin: its range, and its words as ranges."""

    text: NormalText
    start: int
    end: int
    words: tuple[tuple[int, int], ...]

    def clause(self, at: int) -> tuple[int, int]:
        """Range of the clause that holds a place."""
        starts = [self.start]
        for mark in _CLAUSE.finditer(self.text.text, self.start, self.end):
            if mark.start() >= at:
                return starts[-1], mark.start()
            starts.append(mark.end())
        return starts[-1], self.end

    def word(self, at: int) -> str:
        """A word by its place among the words, empty beyond them."""
        if not 0 <= at < len(self.words):
            return ""
        return self.text.text[slice(*self.words[at])]


def deeds_of(text: NormalText, ranges: Sequence[Range], vocabulary: Vocabulary) -> tuple[Deed, ...]:
    """Steps told in ranges of a ticket (half-open, of the original), each once, as they come."""
    deeds: dict[str, Deed] = {}
    for found in _SENTENCE.finditer(text.text):
        words = tuple(match.span() for match in _WORD.finditer(text.text, *found.span()))
        sentence = _Sentence(text, *found.span(), words)
        for name, start, end in _told(sentence, vocabulary):
            first, last = text.span(start, end)
            if any(low <= first and last <= high for low, high in ranges):
                deeds.setdefault(name, Deed(name, text.original[first:last], (first, last)))
    return tuple(deeds.values())


def _told(sentence: _Sentence, vocabulary: Vocabulary) -> Iterator[tuple[str, int, int]]:
    """Name and range of each step that a sentence tells."""
    for at, (start, end) in enumerate(sentence.words):
        word = sentence.text.text[start:end]
        letters = word[:KEY_LETTERS]
        if verbs := vocabulary.verbs.get(letters):
            yield from _by_verb(sentence, at, word, verbs, vocabulary)
        for noun, action in vocabulary.nouns.get(letters, ()):
            if word.startswith(noun) and (fit := _by_noun(sentence, at, action)):
                yield action.name, *fit
        for state, action in vocabulary.states.get(letters, ()):
            fit_of_state = state.words.at(sentence.text, start)
            if fit_of_state and _is_said_to_be_so(sentence, start, fit_of_state.end):
                yield action.name, start, fit_of_state.end


def _by_verb(
    sentence: _Sentence,
    at: int,
    word: str,
    verbs: Sequence[tuple[Verb, Action]],
    vocabulary: Vocabulary,
) -> Iterator[tuple[str, int, int]]:
    """Steps of a verb: the one whose object is nearest, or the ones that need none."""
    start, end = sentence.words[at]
    near: list[tuple[int, str, int, int]] = []
    bare: list[tuple[str, int, int]] = []
    for verb, action in verbs:
        form = verb.form(word)
        if form is None:
            continue
        if not _is_taken(sentence, start, end, form) and not _is_echoed(sentence, form, action):
            continue
        low, high = sentence.clause(start)
        for thing in action.of.all(sentence.text, low, high):
            if thing.end <= start or thing.start >= end:
                first, last = min(start, thing.start), max(end, thing.end)
                near.append((last - first, action.name, first, last))
        if action.alone and _is_bare(sentence, at, vocabulary):
            bare.append((action.name, start, end))
    if near:
        yield min(near)[1:]
    else:
        yield from bare


def _is_taken(sentence: _Sentence, start: int, end: int, form: Form) -> bool:
    """Whether a verb in a form tells of a step taken."""
    text = sentence.text.text
    if form is Form.ADVISED:
        return False
    before = text[sentence.start : start]
    if form is Form.TO_DO:
        tried = list(_TRIED.finditer(before))
        if tried:
            between = before[tried[-1].end() :]
            is_meant = not (
                _SUPPOSED.search(between) or _NOT_YET.search(before[: tried[-1].start()])
            )
            return is_meant and not _FAILED_AT.search(text[end : sentence.end])
        return _NO_USE.search(text, end, sentence.end) is not None and not _SUPPOSED.search(before)
    if form is Form.GOING_ON and not _NO_USE.search(text, end, sentence.end):
        return False
    return _is_said_to_be_so(sentence, start, end)


def _is_echoed(sentence: _Sentence, form: Form, action: Action) -> bool:
    """Whether advice that was given is said to be done next: «сказали взять образец. Взяла»."""
    if form not in (Form.TO_DO, Form.ADVISED):
        return False
    text = sentence.text.text
    if not _ADVISED_BY.search(text, sentence.start, sentence.end):
        return False
    after = [match.group() for match in _WORD.finditer(text, sentence.end, sentence.end + _ECHO)]
    return any(
        before != "не" and (_DID.match(word) or action.is_done_by(word))
        for before, word in pairwise(["", *after[:3]])
    )


def _is_said_to_be_so(sentence: _Sentence, start: int, end: int) -> bool:
    """Whether words of a sentence are neither denied, supposed, long ago, nor about our own doings."""
    text = sentence.text.text
    low, high = sentence.clause(start)
    before = text[low:start]
    if _NOT_YET.search(before) or _OURS.search(before) or _SUPPOSED.search(before):
        return False
    after = text[end : end + 4]
    return not (re.match(r"\s(?:бы|б|ли)\b", after) or _LONG_AGO.search(text, low, max(high, end)))


def _by_noun(sentence: _Sentence, at: int, action: Action) -> tuple[int, int] | None:
    """Range of a step told by a noun: «перезагрузка не помогла», «делал переустановку»."""
    text = sentence.text.text
    start, end = sentence.words[at]
    low, _ = sentence.clause(start)
    before = text[low:start]
    if _SUPPOSED.search(before) or re.search(r"\b(?:без|только|кроме|до)\s*\Z", before):
        return None
    last = sentence.words[min(at + _AFTER_NOUN, len(sentence.words) - 1)][1]
    things = list(action.of.all(sentence.text, start, last))
    if not action.alone and not things:
        return None
    if found := _NO_USE.search(text, end, sentence.end):
        is_near = text.count(" ", end, found.start()) <= _AFTER_NOUN
        return (start, _word_end(text, found.end())) if is_near else None
    did = _DID.search(before)
    return (low + did.start(), end) if did and not _NOT_YET.search(before[: did.start()]) else None


def _is_bare(sentence: _Sentence, at: int, vocabulary: Vocabulary) -> bool:
    """Whether a verb stands without anything it acts on."""
    low, high = sentence.clause(sentence.words[at][0])
    sides = []
    if at and sentence.words[at - 1][0] >= low:
        sides.append(sentence.word(at - 1))
    if at + 1 < len(sentence.words) and sentence.words[at + 1][1] <= high:
        sides.append(sentence.word(at + 1))
    return all(
        word in _EMPTY
        or word.isdigit()
        or _VERBAL.search(word)
        or word[:KEY_LETTERS] in vocabulary.verbs
        for word in sides
    )


def _word_end(text: str, at: int) -> int:
    """End of the word a place is in."""
    rest = _WORD.match(text, at)
    return rest.end() if rest else at
