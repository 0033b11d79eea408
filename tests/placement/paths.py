"""Ways through the screening, for tests that speak about all of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import strategies as st

from bot.placement import QUESTIONS, next_question
from bot.placement.questions import STANDS_ALONE

Data = dict[str, Any]

SAMPLED_TICKS: dict[str, tuple[Any, ...]] = {
    "substances": (["cannabis"], ["alcohol"], ["other", "stimulants"], ["opioids"], ["none_year"], ["skip"]),
    "withdrawal": (["none"], ["sick"], ["stopped2w", "seizure"], ["daily", "sick"], ["unsure"]),
    "health": (["none"], ["mh_hard"], ["pregnant"], ["skip"]),
    "symptoms": (0, 1, ["c1", "c2"], 3, 4, 5, 6, 11, "skip"),
}
"""Tick lists stand for all of their kind; single choices are tried one and all."""


def choices(question: str) -> Sequence[Any]:
    """Every single choice, or the sampled tick lists."""
    return SAMPLED_TICKS.get(question) or QUESTIONS[question].choices


def finished_paths(fixed: Data) -> Iterator[Data]:
    """Every way to the end of the walk that agrees with what is fixed; `fixed` only counts where it is asked."""
    waiting: list[Data] = [{}]
    while waiting:
        answers = waiting.pop()
        question = next_question(answers)
        if question is None:
            yield answers
            continue
        options = (fixed[question],) if question in fixed else choices(question)
        waiting.extend({**answers, question: option} for option in options)


def tick_list(question: str) -> st.SearchStrategy[list[str]]:
    """Any tick list a person could send: some signs together, or one choice that stands alone."""
    together = [choice for choice in QUESTIONS[question].choices if choice not in STANDS_ALONE]
    alone = [choice for choice in QUESTIONS[question].choices if choice in STANDS_ALONE]
    return st.one_of(
        st.lists(st.sampled_from(together), min_size=1, unique=True),
        st.sampled_from(alone).map(lambda choice: [choice]),
    )


def answer(question: str) -> st.SearchStrategy[Any]:
    """Any valid answer to a question."""
    kind = QUESTIONS[question].kind
    if kind == "one":
        return st.sampled_from(QUESTIONS[question].choices)
    if kind == "many":
        return tick_list(question)
    return st.one_of(tick_list(question), st.integers(0, len(QUESTIONS[question].signs)), st.just("skip"))


def full_answers() -> st.SearchStrategy[Data]:
    """An answer to every question, on the walk or not; favourable ones often, so that many walks go far."""
    return st.fixed_dictionaries(
        {
            question: st.one_of(st.sampled_from(tuple(favourable(question))), answer(question))
            for question in QUESTIONS
        }
    )


def some_answers() -> st.SearchStrategy[Data]:
    """Answers to any of the questions, in any order."""
    return st.fixed_dictionaries({}, optional={question: answer(question) for question in QUESTIONS})


def worse(answers: Data) -> Iterator[Data]:
    """Each way to make one answer worse and keep the others, as the principle names them."""
    for question, better, worse_one in STEPS_DOWN:
        if answers.get(question) == better:
            yield {**answers, question: worse_one}
    yield from _one_more(answers, "health", ("pregnant", "med_urgent", "med_stable", "mh_hard", "mh_stable"))
    if "stopped2w" not in answers["withdrawal"]:
        yield from _one_more(answers, "withdrawal", ("daily", "sick", "seizure", "dts"))
    yield from _one_more(
        answers, "substances", ("alcohol", "opioids", "sedatives", "stimulants", "cannabis", "other")
    )
    if isinstance(answers["symptoms"], int) and answers["symptoms"] < len(QUESTIONS["symptoms"].signs):
        yield {**answers, "symptoms": answers["symptoms"] + 1}


STEPS_DOWN: tuple[tuple[str, str, str], ...] = (
    ("home", "supportive", "neutral"),
    ("home", "neutral", "destructive"),
    ("home", "neutral", "none"),
    ("support", "good", "small"),
    ("support", "small", "none"),
    ("relapse", "no", "yes"),
    ("motivation", "ready", "unsure"),
    ("motivation", "unsure", "not_ready"),
    ("attend", "yes", "no_life"),
    ("attend", "yes", "no_health"),
    ("treatment", "completed_ok", "completed_used"),
    ("safety", "none", "being_hurt"),
    ("safety", "none", "thoughts"),
    ("safety", "thoughts", "danger_now"),
    ("safety", "none", "medical_emergency"),
    ("safety_plan", "no", "yes"),
)


def _one_more(answers: Data, question: str, items: Sequence[str]) -> Iterator[Data]:
    given = [choice for choice in answers[question] if choice not in ("none", "none_year")]
    if "skip" in given or "unsure" in given:
        return
    for item in items:
        if item not in given:
            yield {**answers, question: [*given, item]}


def favourable(question: str) -> Iterator[Any]:
    """Answers to a question that a hopeful reader could put in the place of an unknown one."""
    yield from {
        "who": ("me_18_64",),
        "safety": ("none",),
        "safety_plan": ("no",),
        "substances": (["none_year"], ["cannabis"]),
        "withdrawal": (["none"], ["stopped2w"]),
        "health": (["none"],),
        "treatment": ("none", "completed_ok"),
        "relapse": ("no",),
        "home": ("supportive",),
        "support": ("good",),
        "symptoms": (0, 2, 3),
        "motivation": ("ready",),
        "attend": ("yes",),
    }[question]


def tick_list_pairs() -> Iterator[Data]:
    """Each pairing of sampled substances and withdrawal answers; one stands for all where it is not asked."""
    for substances, withdrawal in itertools.product(SAMPLED_TICKS["substances"], SAMPLED_TICKS["withdrawal"]):
        is_asked = next_question({"who": "me_65", "safety": "none", "substances": substances}) == "withdrawal"
        if is_asked or withdrawal == SAMPLED_TICKS["withdrawal"][0]:
            yield {"substances": substances, "withdrawal": withdrawal}
