"""The published site: MkDocs events, Markdown made fit for Python-Markdown, build and server.

The only room that imports mkdocs; it reads the knowledge base through ``assistant.knowledge``.
"""
