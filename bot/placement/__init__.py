"""What is true about the answers: levels, rules, sources, the walk. Imports nothing else of the project."""

from bot.placement.decide import FiredRule, Placement, next_question, place
from bot.placement.levels import DEFAULT_SETTINGS, Level, PlacementSettings
from bot.placement.questions import QUESTIONS, Question
from bot.placement.reading import AnswerError, Given, read_answer, read_answers
from bot.placement.rules import RULES, TABLE_VERSION, Group, Rule, Strength

__all__ = [
    "DEFAULT_SETTINGS",
    "QUESTIONS",
    "RULES",
    "TABLE_VERSION",
    "AnswerError",
    "FiredRule",
    "Given",
    "Group",
    "Level",
    "Placement",
    "PlacementSettings",
    "Question",
    "Rule",
    "Strength",
    "next_question",
    "place",
    "read_answer",
    "read_answers",
]
