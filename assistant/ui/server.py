"""The page of the assistant as a server: the page itself and the addresses around it.

``streamlit run assistant/ui/server.py`` is what ``serve`` starts; ``app.py`` is the page alone.
"""

from __future__ import annotations

from pathlib import Path

from streamlit.starlette import App

from assistant.ui.health import routes

app = App(Path(__file__).with_name("app.py"), routes=routes())
