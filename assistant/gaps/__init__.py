"""Gaps of the knowledge base, read from the journal: what nothing fits, what agents keep rewriting."""
