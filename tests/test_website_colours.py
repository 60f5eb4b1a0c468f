"""The palette: what is read stands out enough from what is under it."""

from __future__ import annotations

import re

import pytest

from assistant.website.build import CONFIG_FILE


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_text_stands_out_enough_to_be_read(scheme: str) -> None:
    """WCAG 2.2, criterion 1.4.3: contrast of 4.5 to 1."""
    style = CONFIG_FILE.parent / "assistant/website/theme/stylesheets/palette.css"
    block = style.read_text(encoding="utf-8").partition(f'"{scheme}"')[2].partition("}")[0]
    colours = dict(re.findall(r"--kb-([a-z-]+): (#[0-9a-f]{6})", block))
    pairs = [
        (text, ground) for text in ("ink", "ink-soft", "accent") for ground in ("paper", "tint")
    ]
    pairs += [(name, f"{name}-soft") for name in ("wait", "stop", "good", "accent")]
    pairs += [("wait", "paper"), ("stop", "paper"), ("ink", "wait-soft"), ("ink", "stop-soft")]
    for text, ground in pairs:
        light, dark = sorted(map(_luminance, (colours[text], colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (scheme, text, ground)
