"""All written patterns in one tuple."""

import functools

from bot.safety.patterns import body, harm, suicide
from bot.safety.patterns.phrases import Pattern


@functools.cache
def all_patterns() -> tuple[Pattern, ...]:
    """Every danger pattern of both languages: people mix them, so both are always read."""
    return (
        *suicide.ENGLISH,
        *suicide.SPANISH,
        *harm.SELF_HARM,
        *harm.HARM_TO_OTHERS,
        *harm.DOMESTIC_VIOLENCE,
        *body.OVERDOSE,
        *body.POISONING,
        *body.WITHDRAWAL,
        *body.MEDICAL,
    )
