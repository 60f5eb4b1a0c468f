"""Judging a ticket by the regulations: scope, kind, level and clock, repeat, missing facts."""
