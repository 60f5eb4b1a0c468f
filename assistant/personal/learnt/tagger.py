"""The spans that the tagger adds to those of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from assistant.personal.learnt.labels import KINDS, NONE, THRESHOLDS
from assistant.personal.learnt.model import Model, WeightsError
from assistant.personal.learnt.runs import Run, spans_of
from assistant.personal.learnt.tokens import Token, tokens_of
from assistant.personal.span import Span
from assistant.russian.normal import normalise

WEIGHTS = Path(__file__).with_name("weights.txt")


def find(original: str, told: Sequence[Span]) -> Iterator[Span]:
    """Spans of a text that the tagger is sure of and the rules have not ``told``; none without weights."""
    model, _ = _loaded(WEIGHTS)
    return iter(()) if model is None else spans_by(model, original, told)


def trouble() -> str:
    """What is wrong with the weights, for an editor to read; empty when they are sound."""
    return _loaded(WEIGHTS)[1]


def spans_by(model: Model, original: str, told: Sequence[Span]) -> Iterator[Span]:
    """Spans that a model adds to those ``told`` by rules."""
    text = normalise(original)
    tokens = tokens_of(text)
    hidden = _within(tokens, told)
    for run in _runs(model, tokens):
        for start, end in spans_of(text, run, hidden):
            yield Span(start, end, KINDS[run.label])


def _runs(model: Model, tokens: Sequence[Token]) -> Iterator[Run]:
    """Tokens side by side that surely bear the same label."""
    chances = model.chances(tokens)
    if not len(chances):
        return
    none = model.labels.index(NONE)
    personal = 1 - chances[:, none]
    chances[:, none] = -1
    best = chances.argmax(axis=1)
    run: list[Token] = []
    label_of_run = NONE
    for token, number, chance in zip(tokens, best.tolist(), personal.tolist(), strict=True):
        label = model.labels[number]
        is_sure = chance >= THRESHOLDS[label]
        if run and (not is_sure or label != label_of_run):
            yield Run(label_of_run, tuple(run))
            run = []
        if is_sure:
            label_of_run = label
            run.append(token)
    if run:
        yield Run(label_of_run, tuple(run))


def _within(tokens: Sequence[Token], told: Sequence[Span]) -> frozenset[int]:
    """Starts of the tokens that lie within spans."""
    inside: set[int] = set()
    spans = iter(sorted(told))
    span = next(spans, None)
    for token in tokens:
        while span is not None and span.end <= token.start:
            span = next(spans, None)
        if span is not None and span.start <= token.start:
            inside.add(token.start)
    return frozenset(inside)


@cache
def _loaded(file: Path) -> tuple[Model | None, str]:
    """The model of a file, or what is wrong with it."""
    try:
        return Model.from_file(file), ""
    except WeightsError as error:
        return None, (
            f"Выученное для скрытия личных данных не читается ({file.name}: {error}). "
            "Личное скрывается только по правилам, пропусков больше. "
            "Верните файл из поставки или обучите заново: python -m assistant.personal.learnt"
        )
