"""WCAG 2.2 contrast between two colours."""

# https://www.w3.org/TR/WCAG22/#contrast-minimum and #non-text-contrast
TEXT_CONTRAST = 4.5
CONTROL_CONTRAST = 3.0


def _luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" as WCAG defines it, 0 (black) to 1 (white)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two "#rrggbb" colours, from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
