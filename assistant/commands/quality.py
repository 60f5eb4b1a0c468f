"""``evaluate``: quality on labelled tickets."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from assistant.commands import masking
from assistant.errors import TicketError
from assistant.evaluation.baselines import measure_baselines
from assistant.evaluation.labelled import read_labelled
from assistant.evaluation.leave_out import FOLDS, LeftOut
from assistant.evaluation.outcome import Outcome
from assistant.evaluation.quality import Quality
from assistant.evaluation.ranking import Ranking
from assistant.library import Library
from assistant.retrieval.bank import PhraseBank
from assistant.retrieval.letters import letter_examples, read_letters
from assistant.retrieval.synonyms import Synonyms
from assistant.settings import ROOT, Settings

__all__ = ["evaluate", "read_labelled"]

GOLDEN = ROOT / "tests" / "golden"


def evaluate(arguments: argparse.Namespace, settings: Settings) -> int:
    """Measure and print; without a file, the golden tickets."""
    if getattr(arguments, "personal", False):
        return masking.evaluate(arguments.file, as_json=arguments.json)
    files = _files(arguments.file)
    tickets = {file: read_labelled(file) for file in files}
    library = Library.from_settings(settings)
    outcomes = {
        file: [Outcome.from_ticket(each, library) for each in labelled]
        for file, labelled in tickets.items()
    }
    every = [outcome for each in outcomes.values() for outcome in each]
    quality = Quality.from_outcomes(every, library)
    by_file = {file.name: Quality.from_outcomes(each, library) for file, each in outcomes.items()}
    peers: Mapping[str, Ranking] = {}
    if getattr(arguments, "baselines", False):
        peers = measure_baselines([each.ticket for each in every], library)
    left_out = _leave_out(library) if getattr(arguments, "loo", False) else None
    if arguments.json:
        data = _to_json(quality, by_file, peers, left_out)
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return 0
    if len(by_file) > 1:
        for name, each in by_file.items():
            print(f"=== {name}")
            _print(each)
            print()
        print("=== все вместе")
    _print(quality)
    _print_peers(quality, peers)
    if left_out is not None:
        _print_left_out(left_out)
    return 0


def _files(given: Path | Sequence[Path]) -> list[Path]:
    """The files named, else the golden ones.

    Raises:
        TicketError: none is named and there are no golden ones.
    """
    named = [given] if isinstance(given, Path) else list(given)
    files = named or sorted(GOLDEN.glob("*.jsonl"))
    if not files:
        raise TicketError(f"В {GOLDEN} нет размеченных обращений: назовите файл.")
    return files


def _leave_out(library: Library) -> LeftOut:
    # To the error stream: with --json the other one holds nothing but JSON.
    with tqdm(total=FOLDS, desc="Без фраз", file=sys.stderr, disable=None) as bar:

        def show(done: int) -> None:
            bar.update(done - bar.n)

        synonyms = Synonyms.from_figures(library.knowledge.figures)
        searcher = library.searcher
        docs, knowledge = library.settings.docs, library.knowledge
        letters = letter_examples(read_letters(docs), knowledge, PhraseBank.from_folder(docs))
        return LeftOut.from_index(
            searcher.index, synonyms, searcher.reranker, letters=letters, progress=show
        )


def _to_json(
    quality: Quality,
    by_file: Mapping[str, Quality],
    peers: Mapping[str, Ranking],
    left_out: LeftOut | None,
) -> dict[str, Any]:
    data = quality.to_json()
    if len(by_file) > 1:
        data["by_file"] = {name: each.to_json() for name, each in by_file.items()}
    if peers:
        data["baselines"] = {name: each.to_json() for name, each in peers.items()}
    if left_out is not None:
        data["leave_one_out"] = left_out.to_json()
    return data


_NAMES = {
    "hit@1": "запись найдена первой",
    "hit@3": "запись среди трёх",
    "hit@5": "запись среди пяти",
    "mrr": "средний обратный ранг",
    "asks_found": "каждой просьбе своя запись",
    "abstained_precision": "«ничего не подходит»: точность",
    "abstained_recall": "«ничего не подходит»: полнота",
    "scope": "круг задач верен",
    "sla": "уровень SLA верен",
    "emergencies_missed": "пропущено экстренных",
    "emergencies_false": "ложно экстренных",
    "kind": "вид верен",
    "urgent": "срочность верна",
    "repeat_f1": "повтор, F1",
    "previous_id": "номер прежнего обращения верен",
    "missing_f1": "недостающие факты, F1",
    "asked_again": "спрошено то, что уже дано",
}
_PEERS = {
    "bm25_stems": "BM25 по основам слов",
    "char_3_5_tfidf": "куски по 3–5 букв, TF-IDF",
    "site_search_lunr": "поиск сайта (lunr)",
    "navec_averages": "средние векторы navec",
}


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def _print(quality: Quality) -> None:
    print(f"Обращений: {quality.tickets}; в скобках 95 % доверительный интервал\n")
    for key, value in quality.figures.items():
        interval = quality.intervals.get(key)
        width = f"[{interval[0]:.2f}; {interval[1]:.2f}]" if interval else ""
        print(f"{_NAMES[key]:<36} {_number(value):>7} {width:<14} {key}")
    print("\nПо страницам: обращений, первой, среди трёх")
    for path, shares in quality.by_category.items():
        row = f"{shares['tickets']:>4.0f} {shares['hit@1']:>7.2f} {shares['hit@3']:>7.2f}"
        print(f"{path[:60]:<60} {row}")
    if quality.confusions:
        print("\nЧаще всего путает: нужна → найдена, раз")
        for wanted, found, count in quality.confusions:
            print(f"{wanted} → {found}  {count}")


def _print_peers(quality: Quality, peers: Mapping[str, Ranking]) -> None:
    if not peers:
        return
    print("\nТе же обращения, только текст страниц: первой, среди трёх, среди пяти, обр. ранг")
    rows = {
        _PEERS[name]: [ratio.value for ratio in each.ratios.values()]
        for name, each in peers.items()
    }
    keys = ("hit@1", "hit@3", "hit@5", "mrr")
    rows["ассистент"] = [quality.figures[key] for key in keys]
    for name, values in rows.items():
        print(f"{name:<36}" + "".join(f"{_number(value):>8}" for value in values))


def _print_left_out(left_out: LeftOut) -> None:
    queries = len(left_out.ranking.ranks)
    print(f"\nФразы страниц, которых поиск не видел: {queries}, частей {FOLDS}")
    print("(вектора, слова и ранжирование построены заново без фраз каждой части)")
    for name, ratio in left_out.ranking.ratios.items():
        print(f"{_NAMES[name]:<36} {_number(ratio.value):>7}")
    print(f"{'сказано «ничего не подходит»':<36} {_number(left_out.abstained.value):>7}")
