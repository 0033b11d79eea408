"""Written patterns for what is unmistakable: they need no model, no file and no network."""

from bot.safety.patterns.catalogue import all_patterns
from bot.safety.patterns.phrases import Match, Pattern

__all__ = ["Match", "Pattern", "all_patterns"]
