"""What axe-core has against a page; the page's context needs ``bypass_csp``, which keeps scripts of others out."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

_AXE = Path(__file__).parent / "vendor" / "axe.min.js"
_VIOLATIONS = """() => axe.run(document).then(({ violations }) => violations
  .filter(({ impact }) => ["serious", "critical"].includes(impact))
  .flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target} ${node.html.slice(0, 120)}`)))"""


def violations(page: Page) -> list[str]:
    """What is serious or critical: rule, place and the beginning of the element."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=_AXE)
    found: list[str] = page.evaluate(_VIOLATIONS)
    return found
