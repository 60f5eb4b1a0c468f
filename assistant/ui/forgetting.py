"""Lets go of what Streamlit remembers of fields that are no longer on the page.

Streamlit drops the value of such a field, but keeps its description and its key until the tab is closed: a
finished ticket left 40 kB behind, the defaults of its fields with the texts in them (docs/_dev/load.md). Keys
here carry the draft's identifier, so no field of a finished ticket is ever drawn again. This reads inner
parts of the pinned Streamlit, which offers no way of its own; ``tests/test_ui_memory.py`` tells when they move.
"""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx


def forget_gone_fields() -> None:
    """Forget the fields that this drawing of the page did not draw; called at its very end."""
    context = get_script_run_ctx()
    if context is None:
        return
    state = context.session_state._state  # noqa: SLF001  no public way, see above
    drawn = context.shared.widget_ids_this_run.snapshot()
    known = state._new_widget_state.widget_metadata  # noqa: SLF001
    for identifier in known.keys() - drawn:
        del known[identifier]
    keys = state._key_id_mapper  # noqa: SLF001
    keys.set_key_id_mapping(
        {key: identifier for identifier, key in keys.id_key_mapping.items() if identifier in drawn}
    )
