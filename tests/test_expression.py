"""Patterns that are compiled when first used."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from assistant.russian.expression import deferred, expression


def test_finds_what_the_compiled_pattern_finds() -> None:
    pattern = expression(r"(?P<value>код\w*)", re.IGNORECASE)
    assert [match.span("value") for match in pattern.finditer("Код и коды")] == [(0, 3), (6, 10)]
    assert pattern.sub("-", "Код и коды") == "- и -"
    assert pattern.groupindex == {"value": 1}
    assert pattern.flags == re.compile("", re.IGNORECASE).flags
    assert pattern.search("ключ") is None


def test_compiles_once_and_only_when_used() -> None:
    made = []

    def make() -> re.Pattern[str]:
        made.append("made")
        return re.compile("а")

    pattern = deferred(make)
    assert made == []
    assert pattern.match("а")
    assert pattern.search("ба")
    assert made == ["made"]


def test_a_broken_pattern_says_so_when_used() -> None:
    with pytest.raises(re.error, match="unterminated"):
        expression("(").search("")


def test_reading_facts_compiles_few_patterns_before_a_text_comes() -> None:
    program = (
        "import re._compiler as compiler\n"
        "made = []\n"
        "compile = compiler.compile\n"
        "compiler.compile = lambda *given: made.append(given) or compile(*given)\n"
        "import assistant.ticket.facts\n"
        "print(len(made))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 40
