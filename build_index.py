"""Build the search index: ``python build_index.py`` (the same as ``python -m assistant build``)."""

from __future__ import annotations

import sys

from assistant.__main__ import main

if __name__ == "__main__":
    sys.exit(main(["build", *sys.argv[1:]]))
