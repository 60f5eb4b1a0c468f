"""The knowledge base as frozen values: ``docs/`` in, documents and their parts out."""
