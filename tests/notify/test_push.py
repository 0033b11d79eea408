"""Telegram messages to people on call, against a Bot API on loopback."""

from __future__ import annotations

import logging

import anyio
import pytest

from bot.notify.carriers import Pusher
from bot.notify.letters import NotSent, Push
from tests.notify.conftest import Clock
from tests.telegram.bot_api import TOKEN, BotApi, Fault, Refusal

NURSE = 5550100


def push(api: BotApi, clock: Clock, text: str = "Please open the desk") -> None:
    anyio.run(Pusher(TOKEN, api.base_url), Push(NURSE, text), "a", clock.at)


def test_a_message_reaches_the_chat_without_a_preview(clock: Clock) -> None:
    """The text arrives once in the person's chat, and Telegram is told not to open the link in it."""
    with BotApi() as api:
        push(api, clock)
        assert [(shown.chat_id, shown.text) for shown in api.sent] == [(NURSE, "Please open the desk")]
        ((method, given),) = [call for call in api.calls if call[0] == "sendMessage"]
    assert method == "sendMessage"
    assert "true" in str(given["link_preview_options"]).lower()


# The library announces that the wait will come as another type; both are read.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize(
    ("refusal", "problem", "wait_seconds"),
    [
        (Refusal(429, "Too Many Requests: retry after 7", 7), "RetryAfter", 7.0),
        (Refusal(403, "Forbidden: bot was blocked by the user"), "Forbidden", None),
        (Refusal(502, "Bad Gateway"), "NetworkError", None),
    ],
)
def test_a_refusal_is_named_and_waited_for(
    clock: Clock, refusal: Refusal, problem: str, wait_seconds: float | None
) -> None:
    """What Telegram refuses is tried again, as late as it asks; the reason kept is a kind, nothing more."""
    with BotApi() as api:
        api._faults.append(Fault("sendMessage", refusal, times=1))
        with pytest.raises(NotSent) as raised:
            push(api, clock)
        assert (raised.value.problem, raised.value.wait_seconds) == (problem, wait_seconds)
        push(api, clock)
        assert len(api.sent) == 1


def test_the_token_is_in_no_log(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    """With logging as the service sets it up, neither success nor failure shows the token."""
    from bot.__main__ import quiet_logging

    quiet_logging()
    caplog.set_level(logging.INFO)
    with BotApi() as api:
        api._faults.append(Fault("sendMessage", Refusal(502, "Bad Gateway"), times=1))
        with pytest.raises(NotSent) as raised:
            push(api, clock)
        push(api, clock)
    assert TOKEN not in caplog.text
    assert TOKEN not in str(raised.value)
