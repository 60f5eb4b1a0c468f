"""Command line: ``python -m assistant …``; exit 0 good, 1 found problems, 2 wrong usage."""

from __future__ import annotations

import sys

from assistant.commands.parser import run


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
