"""What counts as danger in what a person types. Works alone: no engine, no database, no network."""

from bot.safety.reader import SafetyReader, read
from bot.safety.reading import KINDS, Kind, Outcome, SafetyReading

__all__ = ["KINDS", "Kind", "Outcome", "SafetyReader", "SafetyReading", "read"]
