"""The page's colours, worked out from the few a clinic chooses, for light and dark screens."""

from __future__ import annotations

from bot.clinic.contrast import CONTROL_CONTRAST, TEXT_CONTRAST, contrast
from bot.clinic.sections import Branding

DARK_BACKGROUND = "#14191b"
DARK_TEXT = "#e8eceb"
# Red as a sign of danger, warm rather than shrill; checked against white and the dark background.
ALARM = "#9c2b1c"
DARK_ALARM = "#ffb1a3"

_STEP = 0.04


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with a share (0 to 1) of `other` in it, as "#rrggbb"."""
    one, two = _channels(colour), _channels(other)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(one, two, strict=True))


def readable(colour: str, background: str, towards: str, least: float) -> str:
    """`colour`, moved towards `towards` only as far as it takes to reach the contrast on `background`."""
    found, share = colour, 0.0
    while contrast(found, background) < least and share < 1:
        share += _STEP
        found = mix(colour, towards, min(share, 1))
    return found


def stylesheet(branding: Branding) -> str:
    """Custom properties for chat.css."""
    light = _palette(branding.background, branding.text, branding.primary, branding.on_primary, ALARM)
    dark_primary = readable(branding.primary, DARK_BACKGROUND, DARK_TEXT, TEXT_CONTRAST)
    dark = _palette(DARK_BACKGROUND, DARK_TEXT, dark_primary, DARK_BACKGROUND, DARK_ALARM)
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{color-scheme:dark;{dark}}}}}\n"
    )


def _palette(background: str, text: str, primary: str, on_primary: str, alarm: str) -> str:
    tint = mix(background, primary, 0.07)
    on_tint = TEXT_CONTRAST + 0.3
    alarm = readable(alarm, tint, text, on_tint)
    colours = {
        "background": background,
        "text": text,
        "primary": primary,
        "on-primary": on_primary,
        # Clinics may choose a primary that is strong enough for a button's edge but not for small letters.
        "primary-text": readable(primary, tint, text, on_tint),
        "quiet": readable(mix(text, background, 0.35), tint, text, on_tint),
        "tint": tint,
        "tint-edge": mix(background, primary, 0.2),
        "line": mix(background, text, 0.14),
        "edge": readable(mix(background, text, 0.45), tint, text, CONTROL_CONTRAST + 0.2),
        "focus": readable(primary, tint, text, CONTROL_CONTRAST + 0.2),
        "alarm": alarm,
        "on-alarm": readable(background, alarm, background, TEXT_CONTRAST),
    }
    return "".join(f"--{name}:{value};" for name, value in colours.items())


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
