"""Commands about the knowledge base: build, inspect."""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

from tqdm import tqdm

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.inspection import inspect as inspect_document
from assistant.retrieval.build import Built, build_index
from assistant.retrieval.drift import MAX_DRIFT
from assistant.retrieval.hub import open_encoder
from assistant.retrieval.relearning import MAX_NEW
from assistant.settings import Settings


def build(arguments: argparse.Namespace, settings: Settings) -> int:
    """Build the index with a progress bar."""
    bars: dict[str, tqdm[Any]] = {}

    def show(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            bars[stage] = tqdm(
                total=total,
                desc=stage,
                bar_format="{desc}: {bar} {n_fmt}/{total_fmt}",
                disable=None,
            )
        bar = bars[stage]
        bar.update(done - bar.n)
        if done >= total:
            bar.close()

    built = build_index(
        settings.docs,
        settings.index,
        encoder=open_encoder(settings),
        encoder_name=settings.encoder,
        train=arguments.train,
        progress=show,
    )
    print(built_text(built))
    for problem in built.left_out:
        print(f"Не вошло в индекс: {problem}")
    if built.is_due:
        print(due_text(built.drift))
    return 0


def built_text(built: Built) -> str:
    """What to tell of a build: which trained parts are new, and how much a kept ranker has learnt since."""
    if built.made is None:
        return "Индекс свежий: документы не менялись."
    encoder = "обучен заново" if built.made.is_encoder_trained else "прежний"
    ranker = "обучено заново" if built.made.is_ranker_trained else "прежнее"
    if built.ranker_drift:
        share = f"{built.ranker_drift * 100:.2f}".replace(".", ",")
        ranker += f" и доучено (новых фраз — {share} %, предел {MAX_NEW * 100:.0f} %)"
    return f"Индекс построен: отрывков — {built.passages}, кодировщик {encoder}, ранжирование {ranker}."


def due_text(drift: float) -> str:
    """What to tell of an encoder that has not seen so large a share of the passages."""
    return (
        f"Кодировщик пора обучить заново: новых и изменённых отрывков — {_percent(drift)} % "
        f"(предел {MAX_DRIFT * 100:.0f} %). Обучить: python build_index.py --train"
    )


def _percent(share: float) -> str:
    return f"{share * 100:.1f}".replace(".", ",")


def inspect(arguments: argparse.Namespace, settings: Settings) -> int:
    """Describe documents."""
    knowledge = Knowledge.from_folder(settings.docs)
    wanted = [path_under(name, settings.docs) for name in arguments.paths] or list(
        knowledge.documents
    )
    for path in wanted:
        if path not in knowledge.documents:
            problem = next((each for each in knowledge.problems if each.path == path), None)
            raise problem or PageError(path, None, "такого документа нет", "проверьте имя файла")
    described = [inspect_document(knowledge.documents[path], knowledge) for path in wanted]
    if arguments.json:
        print(json.dumps(described, ensure_ascii=False, indent=2))
    else:
        _print_described(described)
    problems = () if arguments.paths else knowledge.problems
    for error in problems:
        print(error, file=sys.stderr)
    return 1 if problems else 0


def _print_described(described: list[dict[str, Any]]) -> None:
    for each in described:
        print(f"{each['path']}: {each['title']}")
        counts = {key: value for key, value in each.items() if isinstance(value, int) and value}
        print("  " + ", ".join(f"{_NAMES[key]}: {value}" for key, value in counts.items()))


_NAMES = {
    "steps": "шагов",
    "faq": "вопросов и ответов",
    "examples": "примеров",
    "cases": "особых случаев",
    "requests": "типичных запросов",
    "checklist": "пунктов чек-листа",
    "templates": "шаблонов",
    "slots": "слотов",
    "phrases_avoid": "«не говорить»",
    "phrases_use": "«говорить»",
    "tables": "таблиц",
    "links": "ссылок",
    "dead_links": "битых ссылок",
}


def path_under(name: str, docs: Path) -> str:
    """Name of a document under ``docs/`` from what was typed."""
    typed = Path(unicodedata.normalize("NFC", name))
    absolute = typed if typed.is_absolute() else Path.cwd() / typed
    if absolute.is_relative_to(docs):
        return absolute.relative_to(docs).as_posix()
    return typed.as_posix()
