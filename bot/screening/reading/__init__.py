"""The reader of typed answers: what a person wrote while a question was open, and how sure that reading is."""

from bot.screening.reading.answer import read_answer
from bot.screening.reading.result import Reading
from bot.screening.reading.story import read_story

__all__ = ["Reading", "read_answer", "read_story"]
