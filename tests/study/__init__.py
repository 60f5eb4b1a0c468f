"""What was tried for search, measured: ``python -m tests.study`` (tables of docs/_dev/search.md)."""
