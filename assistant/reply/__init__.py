"""From a verdict to what the agent sends: draft with sources, checklist, lint."""
