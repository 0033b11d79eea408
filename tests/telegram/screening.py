"""A person who goes through the screening in Telegram by tapping what stands on the newest keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.words import words
from tests.talk import options_of
from tests.telegram.bot_api import BotApi, Person, Shown

AROUND = {"consent": "agree", "review": "right"}
MOST_STEPS = 60


class Screened(Person):
    """Taps the given answers, whatever order the questions come in."""

    def __init__(self, api: BotApi, chat_id: int, answers: Mapping[str, Any], language: str = "en") -> None:
        super().__init__(api, chat_id, language)
        self.answers = answers
        self.language = language
        self._seen: set[str] = set()

    def go_through(self, seconds_a_step: float = 60.0) -> None:
        """From /start to the last tap; the result is on its way then."""
        self.write("/start")
        for _ in range(MOST_STEPS):
            shown, question = self._next_prompt(seconds_a_step)
            if question is None:
                return
            chosen = [AROUND[question]] if question in AROUND else self._answer_to(question)
            self._choose(shown, question, chosen)
            if question == "review":
                return
        raise AssertionError("the screening does not come to an end")

    def _answer_to(self, question: str) -> list[str]:
        return options_of(self.answers["safety" if question == "safety_again" else question])

    def _next_prompt(self, seconds: float) -> tuple[Shown, str | None]:
        def look() -> tuple[Shown, str | None] | None:
            for shown in reversed(self.messages):
                data = next((b["callback_data"] for b in shown.buttons if "callback_data" in b), None)
                if data is None:
                    continue
                prompt_id = data.partition(".")[0]
                if prompt_id in self._seen:
                    return None
                question = self._question_of(shown)
                if question is not None or self._is_over(shown):
                    self._seen.add(prompt_id)
                    return shown, question
            return None

        found: tuple[Shown, str | None] = self.api.wait(look, seconds)
        return found

    def _question_of(self, shown: Shown) -> str | None:
        known = [*self.answers, "safety_again", *AROUND]
        return next((name for name in known if self._opening(name) in shown.text), None)

    def _opening(self, question: str) -> str:
        """The first words of a question, up to what is filled in."""
        return words().get(f"utter_ask_{question}", self.language).text.partition("{")[0]

    def _is_over(self, shown: Shown) -> bool:
        return words().get("utter_ask_card_next", self.language).text in shown.text

    def _choose(self, shown: Shown, question: str, options: list[str]) -> None:
        offered = [option.id for option in words().options(f"utter_ask_{question}", self.language)]
        data = {
            button["callback_data"].partition(".")[2]: button
            for button in shown.buttons
            if "callback_data" in button
        }
        prompt_id = next(iter(data.values()))["callback_data"].partition(".")[0]
        is_list = "done" in data
        for option in options:
            self.press(shown, f"{prompt_id}.{offered.index(option)}")
        if is_list and options != ["skip"]:
            self.press(shown, f"{prompt_id}.done")
