"""Figures of a run as Markdown tables and as a picture, put between the marks of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench_scale.plot import Line, Panel, svg

BEGIN, END = "<!-- tests.bench_scale: begin -->", "<!-- tests.bench_scale: end -->"
# Values a phase did not come to: it ran out of memory or of time.
MISSING = "—"
MOST_P95, LEAST_RECALL, MOST_MEMORY = 10, 0.95, 1_000

Row = Mapping[str, Any]
Results = Mapping[str, Any]
Column = tuple[str, Callable[[Row], str]]


def _figure(name: str, digits: int = 0) -> Callable[[Row], str]:
    return lambda row: f"{row[name]:,.{digits}f}".replace(",", " ") if name in row else MISSING


def _whole(row: Row) -> str:
    if "failed" in row:
        return f"**{row['failed']}**"
    return _figure("build_seconds", 1)(row)


def _stage(name: str) -> Callable[[Row], str]:
    return lambda row: f"{row['stages'][name]:.1f}" if name in row.get("stages", {}) else MISSING


def _codes(row: Row) -> str:
    return "exact" if row.get("kind") == "exact" else f"codes, depth {row.get('depth', MISSING)}"


_TICKETS: Sequence[Column] = (
    ("tickets", _figure("size")),
    ("search", _codes),
    ("p50, ms", _figure("p50_ms", 2)),
    ("p95, ms", _figure("p95_ms", 2)),
    ("p95 of processor time, ms", _figure("processor_p95_ms", 2)),
    ("recall@10", _figure("held_out_recall", 3)),
    ("recall@10 in the manifest", _figure("recall", 3)),
    ("resident, MB", _figure("resident_mb")),
    ("after adding, MB", _figure("writing_resident_mb")),
    ("disk, MB", _figure("disk_mb")),
    ("numpy exact p50, ms", _figure("peer_p50_ms", 1)),
)
_BUILDS: Sequence[Column] = (
    ("tickets", _figure("size")),
    ("add all, s", _figure("add_seconds", 1)),
    ("of it encoding, s", _figure("encode_seconds", 1)),
    ("save, s", _figure("save_seconds", 1)),
    ("load, s", _figure("load_seconds", 2)),
    ("add 1 000 more, s", _figure("add_batch_seconds", 2)),
    ("peak of the build, MB", _figure("build_peak_mb")),
    ("load of the machine", _figure("load", 1)),
)
_BORDER: Sequence[Column] = (
    ("vectors", _figure("size")),
    ("exact p50, ms", _figure("exact_p50_ms", 2)),
    ("exact p95, ms", _figure("exact_p95_ms", 2)),
    ("exact p95 of processor time, ms", _figure("exact_processor_p95_ms", 2)),
    ("codes p50, ms", _figure("coded_p50_ms", 2)),
    ("codes p95, ms", _figure("coded_p95_ms", 2)),
    ("codes p95 of processor time, ms", _figure("coded_processor_p95_ms", 2)),
)
_PAGES: Sequence[Column] = (
    ("pages", _figure("size")),
    ("requests", _figure("requests")),
    ("passages", _figure("passages")),
    ("build, s", _whole),
    ("one page changed, s", _figure("rebuild_seconds", 1)),
    ("search p50, ms", _figure("p50_ms", 1)),
    ("search p95, ms", _figure("p95_ms", 1)),
    ("p95 of processor time, ms", _figure("processor_p95_ms", 1)),
    ("resident, MB", _figure("resident_mb")),
    ("peak of the build, MB", _figure("build_peak_mb")),
    ("disk, MB", _figure("disk_mb")),
    ("load of the machine", _figure("load", 1)),
)
_STAGES: Sequence[Column] = (
    ("pages", _figure("size")),
    ("requests", _figure("requests")),
    ("reading the pages, s", _stage("Чтение")),
    ("vectors, s", _stage("Векторы")),
    ("words, s", _stage("Слова")),
    ("ranker and judges, s", _stage("Ранжирование")),
    ("writing, s", _stage("Запись")),
)


def markdown(results: Results) -> str:
    """All tables of a run."""
    parts = [f"Run of {results['machine']}."]
    tickets, pages = results["tickets"], results["pages"]
    if tickets:
        goal = (
            f"Past tickets; target for 1 000 000: p95 ≤ {MOST_P95} ms, recall@10 ≥ {LEAST_RECALL},"
            f" resident ≤ {MOST_MEMORY} MB."
        )
        parts += [goal, _table(_TICKETS, tickets), _table(_BUILDS, tickets)]
        border = [row for row in tickets if "exact_p50_ms" in row]
        parts += ["Where exact search gives way to codes:", _table(_BORDER, border)]
    if pages:
        goal = "Knowledge bases; target for this one: build ≤ 30 s, one page changed ≤ 2 s."
        parts += [goal, _table(_PAGES, pages), "Where the build takes its time:"]
        parts.append(_table(_STAGES, pages))
    return "\n\n".join(parts)


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    lines = [[name for name, _ in columns], ["---:"] * len(columns)]
    lines += [[show(row) for _, show in columns] for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def picture(results: Results) -> str:
    """Four plots: time and memory of the archive, build and search of the knowledge base."""
    tickets, pages = results["tickets"], results["pages"]
    panels = []
    if tickets:
        speed = [_line(tickets, "p95_ms", "p95"), _line(tickets, "p50_ms", "p50")]
        peer = _line(tickets, "peer_p50_ms", "numpy exact, p50")
        panels += [
            Panel("Search of past tickets", "tickets", "ms", [*speed, peer], MOST_P95),
            Panel(
                "Memory of past tickets",
                "tickets",
                "MB",
                [_line(tickets, "resident_mb", "resident"), _line(tickets, "disk_mb", "on disk")],
                MOST_MEMORY,
            ),
        ]
    if pages:
        few = [row for row in pages if row["requests"] != row["size"]]
        many = [row for row in pages if row["requests"] == row["size"]]
        kinds = [(many, "a request a page"), (few, "60 requests")]
        for title, field, up in (
            ("Build of a knowledge base, encoder kept", "build_seconds", "s"),
            ("Search of a knowledge base, p50", "p50_ms", "ms"),
        ):
            lines = [_line(rows, field, name) for rows, name in kinds]
            panels.append(Panel(title, "pages", up, [line for line in lines if line.points]))
    return svg(panels, "Time and memory of search by the number of past tickets and of pages")


def _line(rows: Sequence[Row], field: str, name: str) -> Line:
    return Line(name, [(row["size"], row[field]) for row in rows if row.get(field)])


def put(text: str, page: Path) -> None:
    """Replace what stands between the marks of a page.

    Raises:
        ValueError: the page has no marks.
    """
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page}: no «{BEGIN}» … «{END}» to write between")
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
