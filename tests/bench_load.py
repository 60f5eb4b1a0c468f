"""Fifty agents at once on the real page: ``python -m tests.bench_load [--minutes 5]``.

Each agent keeps one page open over the stream a browser uses (tests/desk_client.py) and does one thing
every five seconds: paste a ticket and have it answered, then be done with it. An answer is timed
from the keystroke until the page is drawn to its end. The agents run on the same machine as the server and
cost it some time, so what is printed is rather too slow than too fast.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from assistant.settings import ROOT, Settings
from tests.browser.desk_server import DeskServer
from tests.desk_client import DeskClient

GOLDEN = Path(__file__).parent / "golden"
_START_SECONDS = 30.0


@dataclass
class Record:
    """What all agents saw together; times in seconds."""

    answers: list[float] = field(default_factory=list)
    begun: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, times: list[float], seconds: float) -> None:
        with self.lock:
            times.append(seconds)

    def fail(self, error: Exception) -> None:
        with self.lock:
            self.errors.append(f"{type(error).__name__} {error}"[:80])


def main() -> None:
    """Run the load and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agents", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--think", type=float, default=5.0, help="seconds between two actions")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index=ROOT / "index", state=Path(folder) / "state")
        server = DeskServer(settings, Path(folder) / "log.txt")
        server.start()
        try:
            # Opens the index; answers 503, which raises, when it is stale.
            with urllib.request.urlopen(f"{server.url}readyz", timeout=120):  # noqa: S310
                pass
            _run(server, wanted.agents, wanted.minutes * 60, wanted.think)
        finally:
            server.stop()


def _run(server: DeskServer, agents: int, seconds: float, think: float) -> None:
    record, stop = Record(), threading.Event()
    until = time.monotonic() + _START_SECONDS + seconds
    threads = [
        threading.Thread(target=_agent, args=(server.url, number, think, record, until, stop))
        for number in range(agents)
    ]
    load = os.getloadavg()[0]
    for thread in threads:
        thread.start()
    # Pages open and the index is read; what comes then is counted.
    time.sleep(_START_SECONDS)
    with record.lock:
        opening = len(record.errors)
        record.answers.clear()
        record.begun.clear()
    memory, used = [server.resident_megabytes()], server.processor_seconds()
    while time.monotonic() < until:
        time.sleep(min(60.0, max(0.1, until - time.monotonic())))
        memory.append(server.resident_megabytes())
    used = server.processor_seconds() - used
    done = len(record.answers) + len(record.begun)
    stop.set()
    for thread in threads:
        thread.join()
    print(f"agents {agents}, think {think:g} s, {seconds:g} s counted; cores {os.cpu_count()}")
    print(f"load average of the machine before: {load:.1f}")
    _print_times("answer", record.answers, seconds)
    _print_times("next ticket", record.begun, seconds)
    print(f"errors: {len(record.errors)} (while opening: {opening}) {sorted(set(record.errors))}")
    print(
        f"server's processor time: {used / seconds:.2f} of one core, {1000 * used / done:.0f} ms a thing"
    )
    print(f"server's memory, MB, each minute: {' '.join(f'{each:.0f}' for each in memory)}")


def _agent(
    url: str, number: int, think: float, record: Record, until: float, stop: threading.Event
) -> None:
    chance = random.Random(number)
    texts = _texts()
    # Agents do not come all in the same second.
    stop.wait(chance.uniform(0, _START_SECONDS * 0.6))
    try:
        with DeskClient.at(url) as client:
            while time.monotonic() < until:
                _pause(stop, think, chance)
                client.type("Текст обращения", chance.choice(texts))
                record.add(record.answers, _timed(client, "Разобрать"))
                if not any("desk-verdict" in text for text in client.texts):
                    raise LookupError("no answer on the page")  # noqa: TRY301  counted below
                _pause(stop, think, chance)
                record.add(record.begun, _timed(client, "Готово"))
                client.forget()
    except Exception as error:  # noqa: BLE001  counted and told; an agent who fails goes home
        record.fail(error)


def _pause(stop: threading.Event, think: float, chance: random.Random) -> None:
    stop.wait(chance.uniform(0.5, 1.5) * think)


def _timed(client: DeskClient, button: str) -> float:
    started = time.perf_counter()
    client.press(button)
    return time.perf_counter() - started


def _texts() -> list[str]:
    lines = (GOLDEN / "tickets-dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def _print_times(what: str, times: list[float], seconds: float) -> None:
    if len(times) < 2:
        print(f"{what}: {len(times)} times")
        return
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"{what}: {len(times)} ({len(times) / seconds:.1f}/s), p50 {statistics.median(times):.3f} s,"
        f" p95 {p95:.3f} s, longest {max(times):.3f} s"
    )


if __name__ == "__main__":
    main()
