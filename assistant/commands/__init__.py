"""Commands of ``python -m assistant``: they read arguments, call one room, print; no rules here."""
