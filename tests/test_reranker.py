"""A cross-encoder reads the best requests again: the order may change, no verdict does.

The model is made by ``tiny_models``; its numbers mean nothing, so every expected order is computed here.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from assistant import desk
from assistant.errors import IndexProblem
from assistant.evaluation.leave_out import LeftOut
from assistant.library import Library
from assistant.retrieval.index import Index
from assistant.retrieval.reranker import HubReranker, open_reranker
from assistant.retrieval.search import Found, Searcher
from assistant.settings import ROOT, Settings
from assistant.ticket.ticket import Ticket
from tests.conftest import TINY
from tests.tiny_models import save_encoder, save_reranker

TICKETS = (
    "не приходит смс с кодом при регистрации",
    "стою у шлагбаума, не пускает",
    "не могу войти, пишет неверный пароль",
    "гость приехал, а пропуск не работает",
    # Words that many requests share: the best of them stand close together.
    "не открывается",
    "пропуск и код",
    "ошибка в приложении, доступ, номер",
    "код и пароль",
    "жду час, не могу",
    "забыл номер",
    "гость ждёт код, пароль неверный",
    "регистрация гостя",
    "пишет ошибку",
    "стоит",
    "код \ud83d не приходит",
    "шлагбаум " * 600,
    "qwerty asdf",
    "",
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder folder made here."""
    return save_reranker(tmp_path_factory.mktemp("pairs") / "модель")


@pytest.fixture
def broken(model: Path, tmp_path: Path) -> Path:
    """A copy of the model to break."""
    return Path(shutil.copytree(model, tmp_path / "модель"))


@pytest.fixture(scope="module")
def plain(small_index: Path, small_docs: Path) -> Searcher:
    return Searcher(Index.from_folder(small_index, small_docs))


@pytest.fixture(scope="module")
def reranked(plain: Searcher, model: Path) -> Searcher:
    return Searcher(plain.index, reranker=HubReranker.from_name(str(model)))


def relevance_by_the_library(model: Path, query: str, texts: list[str]) -> list[float]:
    """Sigmoid of the raw score, as sentence-transformers computes the score."""
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity

    opened = CrossEncoder(str(model), device="cpu", local_files_only=True)
    raw = opened.predict([(query, text) for text in texts], activation_fn=Identity())
    return [float(each) for each in 1 / (1 + np.exp(-raw))]


def test_relevance_is_the_sigmoid_of_the_model(model: Path) -> None:
    texts = ["пропуск", "шлагбаум не открылся", "код " * 400, "пропуск для гостя", ""]
    ours = HubReranker.from_name(str(model)).relevance("пропуск не работает", texts)
    expected = relevance_by_the_library(model, "пропуск не работает", texts)
    assert ours.tolist() == pytest.approx(expected, abs=1e-5)
    # A model that says the same of everything would prove nothing here.
    assert max(expected) - min(expected) > 0.3


def test_half_a_letter_is_read_as_a_question_mark(model: Path) -> None:
    reranker = HubReranker.from_name(str(model))
    halves = reranker.relevance("код \ud83d", ["пропуск \udc00"])
    assert halves.tolist() == reranker.relevance("код ?", ["пропуск ?"]).tolist()


def text_read(found: Found, item_id: str, searcher: Searcher) -> str:
    """Title of a request and the phrase named to the agent."""
    passages = searcher.index.passages
    title = next(each.text for each in passages if each.item_id == item_id)
    why = next(hit.why for hit in found.requests if hit.item_id == item_id)
    return f"{title}. {why.removeprefix('Похоже на «').rpartition('»')[0]}"


@pytest.mark.parametrize("text", TICKETS[:4])
def test_order_is_similarity_plus_a_fifth_of_relevance(
    text: str, plain: Searcher, reranked: Searcher, model: Path
) -> None:
    before = plain.find(text)
    items = [hit.item_id for hit in before.requests]
    texts = [text_read(before, item, plain) for item in items]
    said = relevance_by_the_library(model, text, texts)
    wanted = {
        hit.item_id: (hit.similarity + 0.2 * each) / 1.2
        for hit, each in zip(before.requests, said, strict=True)
    }
    after = reranked.find(text)
    got = {hit.item_id: hit.similarity for hit in after.requests}
    assert got == pytest.approx(wanted, abs=1e-5)
    assert list(got) == sorted(wanted, key=lambda item: -wanted[item])


def test_some_order_changes(plain: Searcher, reranked: Searcher) -> None:
    def order(searcher: Searcher, text: str) -> list[str]:
        return [hit.item_id for hit in searcher.find(text).requests]

    assert any(order(plain, text) != order(reranked, text) for text in TICKETS)


@pytest.mark.parametrize("text", TICKETS)
def test_no_verdict_changes(text: str, plain: Searcher, reranked: Searcher) -> None:
    before, after = plain.find(text), reranked.find(text)
    assert (after.abstained, after.unsure, after.fit) == (
        before.abstained,
        before.unsure,
        before.fit,
    )
    assert after.sections == before.sections
    assert {hit.item_id for hit in after.requests} == {hit.item_id for hit in before.requests}
    assert before.fit == before.requests[0].similarity
    assert all(-1 <= hit.similarity <= 1 for hit in after.requests)


@pytest.mark.parametrize("count", [1, 2, 100])
def test_five_are_read_whatever_is_asked_for(count: int, reranked: Searcher) -> None:
    text = "стою у шлагбаума, не пускает"
    five = reranked.find(text).requests
    found = reranked.find(text, count).requests
    assert len(found) == min(count, len(reranked.requests))
    assert [hit.item_id for hit in found[:5]] == [hit.item_id for hit in five[:count]]
    shown = [hit.similarity for hit in found]
    assert shown == sorted(shown, reverse=True)


def settings(docs: Path, index: Path, reranker: str = "") -> Settings:
    return Settings(docs=docs, index=index, reranker=reranker)


def test_the_setting_reaches_the_answer(small_docs: Path, small_index: Path, model: Path) -> None:
    library = Library.from_settings(settings(small_docs, small_index, str(model)))
    without = Library.from_settings(settings(small_docs, small_index))
    assert isinstance(library.searcher.reranker, HubReranker)
    assert without.searcher.reranker is None
    ticket = Ticket.from_text(TICKETS[0], library.calendar.local(datetime(2026, 11, 20, 10, 0)))
    answered, before = desk.answer(ticket, library), desk.answer(ticket, without)
    expected = library.searcher.find(TICKETS[0]).requests
    assert [each.id for each in answered.requests] == [hit.item_id for hit in expected]
    assert answered.abstained == before.abstained
    assert answered.scope == before.scope


def test_evaluation_without_the_phrases_uses_it(plain: Searcher, model: Path) -> None:
    class Counting(HubReranker):
        asked = 0

        def relevance(self, query: str, texts: object) -> object:  # type: ignore[override]
            Counting.asked += 1
            return super().relevance(query, texts)  # type: ignore[arg-type]

    opened = HubReranker.from_name(str(model))
    counting = Counting(opened._model, opened._squash)
    left_out = LeftOut.from_index(plain.index, reranker=counting, folds=2, recipe=TINY)
    assert Counting.asked == len(left_out.ranking.ranks) > 0


ANSWER = """
import sys
from pathlib import Path
from assistant.library import Library
from assistant.settings import Settings
library = Library.from_settings(Settings(docs=Path(sys.argv[1]), index=Path(sys.argv[2])))
library.searcher.find("не приходит код")
print(sorted({"torch", "sentence_transformers", "transformers"} & set(sys.modules)))
"""


def test_torch_is_not_imported_without_one(small_docs: Path, small_index: Path) -> None:
    command = [sys.executable, "-c", ANSWER, str(small_docs), str(small_index)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
    assert open_reranker(Settings()) is None


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def halve(name: str) -> Callable[[Path], None]:
    def cut(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[: len(data) // 2])

    return cut


def pickled(folder: Path) -> None:
    import torch

    torch.save({}, folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()


def an_encoder_instead(folder: Path) -> None:
    shutil.rmtree(folder)
    save_encoder(folder)


def three_numbers(folder: Path) -> None:
    shutil.rmtree(folder)
    save_reranker(folder, labels=3)


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (remove("model.safetensors"), "OSError"),
        (halve("model.safetensors"), "SafetensorError"),
        (pickled, "веса только в небезопасном виде (pytorch_model.bin), нужен .safetensors"),
        (remove("tokenizer.json"), ""),
        (halve("tokenizer.json"), ""),
        (remove("config.json"), "это не модель для пар текстов (CrossEncoder)"),
        (halve("config.json"), "файл config.json не читается"),
        (an_encoder_instead, "это не модель для пар текстов (CrossEncoder)"),
        (three_numbers, "она даёт 3 чисел на пару, а нужно одно"),
        (shutil.rmtree, "нет такой папки"),
    ],
)
def test_model_that_cannot_be_used(
    damage: Callable[[Path], None], why: str, broken: Path, small_docs: Path, small_index: Path
) -> None:
    damage(broken)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(IndexProblem) as problem:
            Library.from_settings(settings(small_docs, small_index, str(broken)))
    said = str(problem.value)
    assert said.startswith(f"Модель «{broken}» не открывается: {why}")
    assert "hf download ИМЯ --revision КОММИТ --local-dir ПАПКА" in said
    assert "настройке reranker или уберите её: поиск работает и без неё." in said


def test_model_with_code_of_its_own_is_not_run(broken: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    (broken / "own.py").write_text(
        f"open({str(ran)!r}, 'w').close()\n"
        "from transformers import BertConfig as OwnConfig\n"
        "from transformers import BertForSequenceClassification as Own\n",
        encoding="utf-8",
    )
    config = json.loads((broken / "config.json").read_text(encoding="utf-8"))
    config["model_type"] = "own"
    config["auto_map"] = {
        "AutoConfig": "own.OwnConfig",
        "AutoModelForSequenceClassification": "own.Own",
    }
    (broken / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(IndexProblem, match="не открывается"):
        HubReranker.from_name(str(broken))
    assert not ran.exists()
