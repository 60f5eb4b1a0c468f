"""What a message leans to, and the judge that heeds it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.features import Sparse
from assistant.retrieval.judges import Judge
from assistant.retrieval.leaning import LAYOUT_SIZE, Leaning
from assistant.retrieval.ranker import Ranker

REQUESTS = (
    ("код не приходит", "code"),
    ("нет сообщения с кодом", "code"),
    ("шлагбаум стоит", "barrier"),
    ("стрела не поднялась", "barrier"),
    ("спасибо", ""),
    ("добрый день", ""),
)
EXAMPLES = (
    ("код не приходит", "problem"),
    ("шлагбаум стоит", "problem"),
    ("добрый день, спасибо", "not_a_request"),
    ("спасибо", "not_a_request"),
)


@pytest.fixture
def requests() -> Ranker:
    return Ranker.from_examples([text for text, _ in REQUESTS], [item for _, item in REQUESTS])


def leant(leaning: Leaning, text: str) -> np.ndarray:
    nothing = Sparse(np.empty(0, np.int32), np.empty(0, np.float32))
    return leaning.beside(nothing, text, 0).values


def test_nearest_request_stands_out(requests: Ranker) -> None:
    leaning = Leaning(requests, requests.classes)
    near = leant(leaning, "стрела стоит")[: len(requests.classes)]
    assert requests.classes[int(near.argmax())] == "barrier"
    assert float(np.linalg.norm(near)) == pytest.approx(1.0, abs=1e-5)


def test_request_that_went_is_far_and_a_new_one_unheard(requests: Ranker) -> None:
    leaning = Leaning(requests, ("code", "gone"))
    near = leant(leaning, "код")[:2]
    assert near[0] > near[1] > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("где код?", "где код"),
        ("код!", "код"),
        ("КОД", "код"),
        ("код 5", "код"),
        ("Код. Где он", "Код где он"),
        ("код " * 20, "код"),
        ("где? код", "код где?"),
    ],
)
def test_layout_is_heard(one: str, other: str, requests: Ranker) -> None:
    leaning = Leaning(requests, ())
    assert leaning.size == LAYOUT_SIZE
    assert leant(leaning, one).tolist() != leant(leaning, other).tolist()


def test_empty_text_leans_nowhere(requests: Ranker) -> None:
    assert np.isfinite(leant(Leaning(requests, requests.classes), "")).all()


def test_judge_is_read_as_it_was_saved(requests: Ranker, tmp_path: Path) -> None:
    for subject in ("kinds", "levels"):
        judge = Judge.from_examples(subject, EXAMPLES, requests)
        judge.save(tmp_path / subject)
        read = Judge.from_folder(tmp_path / subject, requests)
        assert (read.leaning is not None) == (subject == "kinds")
        for text in ("шлагбаум не открылся", "сколько это стоит?", ""):
            assert read.margins(text) == judge.margins(text)


def test_judge_of_kinds_learns_what_leaning_means(requests: Ranker) -> None:
    judge = Judge.from_examples("kinds", EXAMPLES, requests)
    assert judge.leaning is not None
    problem = judge.labels.classes.index("problem")
    rows = judge.labels.weights[judge.labels.space.size :, problem]
    assert len(rows) == judge.leaning.size
    told = dict(zip(judge.leaning.items, rows, strict=False))
    # Both faults are about a request, both courtesies about none.
    assert min(told["code"], told["barrier"]) > told[""]
