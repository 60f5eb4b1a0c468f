"""``evaluate --personal``: how well personal data is masked on labelled documents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.errors import TicketError
from assistant.evaluation.masking import Masking
from assistant.evaluation.ratio import Ratio
from assistant.personal.learnt import trouble
from assistant.personal.marked import read_documents
from assistant.personal.own import Own
from assistant.settings import ROOT

GOLDEN = ROOT / "tests" / "golden" / "personal"
# What the tagger learnt from; its figures flatter.
TAUGHT = ROOT / "assistant" / "personal" / "learnt" / "letters.jsonl"


def evaluate(files: Sequence[Path], *, as_json: bool) -> int:
    """Measure each file and print; without a file, the labelled documents of the project.

    Raises:
        TicketError: no file is named and there are none.
    """
    chosen = list(files) or [
        file for file in (*sorted(GOLDEN.glob("*.jsonl")), TAUGHT) if file.is_file()
    ]
    if not chosen:
        raise TicketError(f"В {GOLDEN} нет размеченных документов: назовите файл.")
    own = Own.published()
    measured = {file.name: Masking.from_documents(read_documents(file), own) for file in chosen}
    if as_json:
        data = {name: _to_json(each) for name, each in measured.items()}
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return 0
    if problem := trouble():
        print(f"{problem}\n")
    for name, each in measured.items():
        print(f"=== {name}")
        _print(each)
    return 0


def _print(masking: Masking) -> None:
    print(f"Документов: {len(masking.results)}; в скобках 95 % доверительный интервал\n")
    for name, ratio in _ratios(masking).items():
        print(f"{name:<52} {_shown(ratio)}")
    print(f"{'время на документ, мс (середина)':<52} {masking.median_milliseconds:.2f}")
    print("\nПо видам: осталось открытым, всего")
    for kind, (left, there) in masking.by_kind.items():
        print(f"{kind:<16} {left:>4} {there:>4}")
    print()


def _ratios(masking: Masking) -> dict[str, Ratio]:
    return {
        "документов, где осталось личное": masking.leaking,
        "документов, где скрыто лишнее": masking.spoiled,
        "слов скрыто лишних": masking.lost_words,
    }


def _shown(ratio: Ratio) -> str:
    if ratio.value is None or ratio.interval is None:
        return "—"
    low, high = ratio.interval
    return f"{100 * ratio.value:.1f} % [{100 * low:.1f}; {100 * high:.1f}]"


def _to_json(masking: Masking) -> dict[str, Any]:
    return {
        "documents": len(masking.results),
        "leaking": masking.leaking.value,
        "spoiled": masking.spoiled.value,
        "lost_words": masking.lost_words.value,
        "median_milliseconds": round(masking.median_milliseconds, 3),
        "by_kind": {
            str(kind): {"left": left, "there": there}
            for kind, (left, there) in masking.by_kind.items()
        },
    }
