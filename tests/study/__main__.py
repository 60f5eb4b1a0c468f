"""Run every way on every trial, print the tables and put them into docs/_dev/search.md."""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.knowledge.base import Knowledge
from assistant.library import Library
from assistant.retrieval.bank import PhraseBank
from assistant.retrieval.letters import letter_examples, read_letters
from assistant.retrieval.passages import Passage, passages_of
from assistant.settings import ROOT, Settings
from tests.study import asks, letters, readers, themes
from tests.study.curve import curve_rows
from tests.study.trial import Trial
from tests.study.ways import Ways

PAGE = ROOT / "docs" / "_dev" / "search.md"
# Written by people who knew the product by four sentences.
UNSEEN = ("fresh-tune", "fresh-test", "late-tune", "late-test", "blind-test")
_APART = {
    "asks": asks.HEAD,
    "themes": themes.HEAD,
    "letters": letters.HEAD,
    "readers": readers.HEAD,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.study", description=__doc__)
    parser.add_argument("--only", default="", help="ways whose name holds this text")
    parser.add_argument("--no-curve", action="store_true", help="leave out the curve")
    parser.add_argument("--asks", action="store_true", help="only the ways to tell asks apart")
    parser.add_argument("--letters", action="store_true", help="only what whole letters buy")
    parser.add_argument("--themes", action="store_true", help="only how gaps are gathered")
    parser.add_argument("--readers", action="store_true", help="only how far two readers agree")
    parser.add_argument("--write", type=Path, nargs="?", const=PAGE, help="page with the markers")
    arguments = parser.parse_args()
    docs = Settings.from_environment().docs
    knowledge, bank = Knowledge.from_folder(docs), PhraseBank.from_folder(docs)
    passages = passages_of(knowledge, bank)
    taught = letters.passages_of(letter_examples(read_letters(docs), knowledge, bank))
    apart = [name for name in _APART if getattr(arguments, name)]
    if apart:
        rows = _show(_APART[apart[0]], [])
        for row in _rows_of(apart[0], passages, taught):
            rows += _show(row)
        if arguments.write:
            _write(arguments.write, apart[0], rows)
        return
    trials = [Trial.from_golden(name, passages) for name in ("golden-tune", "tickets-dev")]
    trials.append(Trial.from_golden("unseen", passages, UNSEEN))
    trials.append(Trial.from_page_phrases(passages))
    head = ["way", *(f"{each.name} ({len(each.queries)})" for each in trials), "s"]
    rows = _show(head, [])
    ways = Ways(trials, taught)
    for name in ways.names:
        if arguments.only in name:
            start = time.process_time()
            cells = ["{:.3f} / {:.3f}".format(*hits) for hits in ways.hits(name)]
            rows += _show([name, *cells, f"{time.process_time() - start:.0f}"])
    if arguments.write:
        _write(arguments.write, "tried", rows)
    if not arguments.no_curve:
        rows = _show(["bank phrases a request", *(each.name for each in trials[:3])], [])
        for row in curve_rows(passages, trials[:3]):
            rows += _show(row)
        if arguments.write:
            _write(arguments.write, "curve", rows)


def _rows_of(
    name: str, passages: Sequence[Passage], taught: Sequence[Passage]
) -> Iterator[list[str]]:
    """Rows of a table that is made apart from the others."""
    if name == "letters":
        return letters.rows(passages, taught)
    if name == "readers":
        return readers.rows()
    table = asks if name == "asks" else themes
    return table.rows(Library.from_settings(Settings.from_environment()))


def _show(*lines: list[str]) -> list[str]:
    """Print table lines and give them back; an empty one after the head stands for the rule."""
    width = len(lines[0])
    shown = [f"| {' | '.join(line or ['---'] * width)} |" for line in lines]
    print(*shown, sep="\n", flush=True)
    return shown


def _write(page: Path, name: str, rows: list[str]) -> None:
    text = page.read_text("utf-8")
    block = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    table = "\n" + "\n".join(rows) + "\n\n"
    page.write_text(block.sub(lambda found: found[1] + table + found[2], text), "utf-8")


if __name__ == "__main__":
    main()
