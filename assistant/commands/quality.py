"""``evaluate``: quality on labelled tickets."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.errors import TicketError
from assistant.evaluation import Labelled, Quality
from assistant.evaluation import evaluate as measure
from assistant.knowledge.source import decode
from assistant.library import Library
from assistant.settings import Settings


def evaluate(arguments: argparse.Namespace, settings: Settings) -> int:
    """Measure and print."""
    quality = measure(read_labelled(arguments.file), Library.from_settings(settings))
    if arguments.json:
        print(json.dumps(quality.to_json(), ensure_ascii=False, indent=2))
    else:
        _print(quality)
    return 0


def read_labelled(file: Path) -> list[Labelled]:
    """Labelled tickets of a JSONL file.

    Raises:
        TicketError: a line does not read.
    """
    lines = decode(file.read_bytes()).split("\n")
    try:
        return [Labelled.from_json(json.loads(line)) for line in lines if line.strip()]
    except ValueError as error:
        raise TicketError(f"{file}: строка не разбирается как JSON ({error})") from error


_NAMES = {
    "hit@1": "запись найдена первой",
    "hit@3": "запись среди трёх",
    "hit@5": "запись среди пяти",
    "mrr": "средний обратный ранг",
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


def _print(quality: Quality) -> None:
    print(f"Обращений: {quality.tickets}\n")
    for key, value in quality.figures.items():
        shown = "—" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")
        print(f"{_NAMES[key]:<36} {shown:>7}   {key}")
    print("\nПо страницам: обращений, первой, среди трёх")
    for path, shares in quality.by_category.items():
        row = f"{shares['tickets']:>4.0f} {shares['hit@1']:>7.2f} {shares['hit@3']:>7.2f}"
        print(f"{path[:60]:<60} {row}")
    if quality.confusions:
        print("\nЧаще всего путает: нужна → найдена, раз")
        for wanted, found, count in quality.confusions:
            print(f"{wanted} → {found}  {count}")
