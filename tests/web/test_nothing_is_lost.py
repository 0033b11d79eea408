"""A message that was sent arrives once, whatever happens to the connection, the page or the service."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, Route

from tests.web import lossy
from tests.web.person import Person
from tools.run import Doorway

QUESTION = "What is IOP?"


def said_by_person(person: Person) -> list[str]:
    return [event["text"] for event in person.stored() if event["from"] == "person"]


def wait_until_stored(person: Person, text: str) -> None:
    for _ in range(300):
        if text in said_by_person(person):
            return
        person.page.wait_for_timeout(100)
    raise AssertionError("the message never arrived")


def test_offline_and_back(person: Person) -> None:
    """Words typed without a connection wait on the screen, say so, and go out as soon as it is back."""
    person.open_chat()
    person.context.set_offline(True)
    person.say(QUESTION)
    person.page.locator(".pending", has_text=QUESTION).wait_for()
    person.page.wait_for_timeout(1500)
    assert "Not sent yet" in person.page.locator(".pending").inner_text()
    began = time.monotonic()
    person.context.set_offline(False)
    wait_until_stored(person, QUESTION)
    assert time.monotonic() - began < 3
    person.settle()
    assert said_by_person(person) == [QUESTION]


def test_an_unsent_message_survives_a_reload(person: Person) -> None:
    """What could not be sent is still there after a reload, in this tab only, and arrives once."""
    person.open_chat()
    person.context.route("**/v1/messages", lambda route: route.abort())
    person.say(QUESTION)
    person.page.locator(".pending", has_text=QUESTION).wait_for()
    person.page.reload()
    person.page.locator(".pending", has_text=QUESTION).wait_for()
    person.context.unroute("**/v1/messages")
    wait_until_stored(person, QUESTION)
    person.settle()
    person.page.wait_for_function("() => sessionStorage.length === 0")
    assert said_by_person(person) == [QUESTION]


def test_words_survive_a_page_whose_scripts_did_not_arrive(person: Person) -> None:
    """The service went away in the middle of a reload: the page mends itself, and what waited goes out once."""
    person.open_chat()
    person.context.route("**/v1/messages", lambda route: route.abort())
    person.say(QUESTION)
    person.page.locator(".pending", has_text=QUESTION).wait_for()
    person.context.unroute("**/v1/messages")
    person.context.route("**/main.js", lambda route: route.abort(), times=1)
    person.page.reload()
    person.page.fill("#words", "Half a sentence")
    wait_until_stored(person, QUESTION)
    person.settle()
    assert said_by_person(person) == [QUESTION]
    assert person.page.input_value("#words") == "Half a sentence"


def test_a_page_whose_scripts_never_arrive_is_left_in_peace(person: Person) -> None:
    """Where something keeps scripts away for good, the page is tried a few times and then stays a plain page."""
    person.open_chat()
    loads: list[str] = []
    person.context.route("**/main.js", lambda route: (loads.append(route.request.url), route.abort())[1])
    person.page.reload()
    for _ in range(150):
        if len(loads) == 4:
            break
        person.page.wait_for_timeout(100)
    person.page.wait_for_timeout(4000)
    assert len(loads) == 4
    assert person.page.locator("#log button[value=me_18_64]").is_visible()


def test_a_draft_survives_a_reload(person: Person) -> None:
    """Half a sentence is still in the box after a reload."""
    person.open_chat()
    person.page.fill("#words", "I am not sure how to")
    person.page.reload()
    person.settle()
    assert person.page.input_value("#words") == "I am not sure how to"


def test_a_dropped_acknowledgement_doubles_nothing(person: Person) -> None:
    """The service had the message, the page never heard: it is sent again under the same id and counts once."""
    person.open_chat()
    ids: list[str] = []

    def drop_first_answers(route: Route) -> None:
        ids.append((route.request.post_data_json or {})["cid"])
        route.fetch()
        if len(ids) <= 2:
            route.abort()
        else:
            route.continue_()

    person.context.route("**/v1/messages", drop_first_answers)
    person.say(QUESTION)
    person.page.wait_for_function("() => sessionStorage.length === 0")
    person.settle()
    assert len(ids) >= 3
    assert len(set(ids)) == 1
    assert said_by_person(person) == [QUESTION]
    assert sum(event["kind"] == "prompt" for event in person.stored()) == 2


def test_a_double_tap_counts_once(person: Person) -> None:
    """Two quick taps on an answer are one answer."""
    person.open_chat()
    person.page.locator("#log [data-option=me_18_64]").dblclick()
    person.wait_for_question("consent")
    person.page.wait_for_timeout(500)
    assert said_by_person(person) == ["Me, age 18 to 64"]


def test_reload_shows_the_same(person: Person) -> None:
    """After a reload every line stands where it stood, and the open question can be answered."""
    person.open_chat()
    person.go_to("safety")
    before = person.shown()
    person.page.reload()
    person.settle()
    assert person.shown() == before
    person.tap("none")
    person.wait_for_question("substances")


def test_two_tabs_show_the_same(person: Person) -> None:
    """What happens in one tab shows in the other, and an answer given there is not asked for here."""
    person.open_chat()
    other = person.new_tab()
    other.goto(person.url + "/chat")
    person.settle(other)
    person.page.bring_to_front()
    person.tap("me_18_64")
    person.wait_for_question("consent")
    other.bring_to_front()
    other.locator(f"#said-{person.prompt()['seq']} .answers").wait_for()
    assert person.shown(other) == person.shown()


def test_a_stale_answer_shows_the_open_question(person: Person) -> None:
    """An answer to a question that has moved on is refused kindly, with the open question at hand."""
    person.open_chat()
    late = person.new_tab()
    late.route("**/v1/stream?*", lambda route: route.abort())
    late.goto(person.url + "/chat")
    person.settle(late)
    late.route("**/v1/events?*", lambda route: route.abort())
    person.page.bring_to_front()
    person.tap("me_18_64")
    person.wait_for_question("consent")
    late.bring_to_front()
    late.locator("#log [data-option=me_65]").click()
    late.locator("#state", has_text="moved on").wait_for()
    late.unroute("**/v1/events?*")
    late.locator(f"#said-{person.prompt()['seq']} .answers").wait_for()
    assert said_by_person(person) == ["Me, age 18 to 64"]


def test_three_failed_tries_show_the_phone(person: Person) -> None:
    """When nothing gets through, the clinic's phone can be tapped; the words still go out later."""
    person.open_chat()
    person.context.route("**/v1/messages", lambda route: route.abort())
    person.say(QUESTION)
    person.page.locator("#state a[href='tel:312-555-0142']").wait_for()
    assert not person.page.locator("#own-card").is_visible()
    person.context.unroute("**/v1/messages")
    person.page.evaluate("dispatchEvent(new Event('online'))")
    wait_until_stored(person, QUESTION)
    person.page.locator("#state").wait_for(state="hidden")


def test_danger_without_a_connection_shows_the_numbers(person: Person) -> None:
    """Words that may mean danger show 911 and 988 from the page itself when they cannot be sent."""
    person.open_chat()
    person.context.set_offline(True)
    person.say("I want to end it all tonight, I have pills")
    person.page.locator("#own-card a[href='tel:988']").wait_for()
    person.page.locator("#own-card a[href='tel:911']").wait_for()
    person.context.set_offline(False)
    person.page.locator("#log .card").first.wait_for()
    assert not person.page.locator("#own-card").is_visible()


def test_danger_behind_words_that_wait_shows_the_numbers(person: Person) -> None:
    """Dangerous words need not be the first that could not be sent; the numbers stay until they are through."""
    person.open_chat()
    person.context.set_offline(True)
    person.say(QUESTION)
    person.page.locator(".pending", has_text=QUESTION).wait_for()
    person.say("I have pills and want to die")
    person.page.locator("#own-card a[href='tel:988']").wait_for(timeout=5000)
    person.context.set_offline(False)
    person.page.locator("#log .card").first.wait_for()
    person.page.locator("#own-card").wait_for(state="hidden")


def test_danger_that_gets_no_answer_shows_the_numbers(person: Person) -> None:
    """A request that hangs is no answer either: after a few seconds the page shows the numbers itself."""
    person.open_chat()
    held: list[Route] = []
    person.context.route("**/v1/messages", lambda route: held.append(route))
    person.say("I want to kill myself")
    person.page.locator("#own-card a[href='tel:988']").wait_for(timeout=5000)
    held[0].continue_()
    person.page.locator("#log .card").first.wait_for()
    person.page.locator("#own-card").wait_for(state="hidden")


def test_a_person_can_write_before_the_first_reply(person: Person) -> None:
    """While the talk does not open, the box is there, and danger written into it is answered."""
    held: list[Route] = []
    person.context.route("**/v1/session", lambda route: held.append(route))
    person.page.goto(person.url + "/chat")
    person.page.locator("#words").wait_for(timeout=5000)
    person.say("I want to kill myself tonight")
    person.page.locator(".card a[href='tel:988']").first.wait_for(timeout=5000)
    held[0].continue_()
    person.page.locator("#log .card").first.wait_for()
    assert said_by_person(person) == ["I want to kill myself tonight"]


def test_the_second_half_of_a_double_click_answers_nothing(person: Person) -> None:
    """What the next question puts under the finger is not its answer, however fast the reply comes."""
    person.open_chat()
    person.tap("me_18_64")
    person.wait_for_question("consent")
    person.page.locator("#log [data-option=agree]").evaluate(
        "button => button.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true }))"
    )
    person.page.wait_for_timeout(500)
    assert said_by_person(person) == ["Me, age 18 to 64"]
    person.tap("agree")
    person.wait_for_question("safety")


def test_without_a_stream_the_page_asks(person: Person) -> None:
    """Where a proxy breaks streams, what another tab says still arrives."""
    person.context.route("**/v1/stream?*", lambda route: route.abort())
    person.open_chat()
    prompt = person.prompt()
    answer = person.context.request.post(
        f"{person.url}/v1/messages",
        data={
            "cid": "5f0c7a52-6c1e-4b0a-9d52-0c3b8f6f1a11",
            "kind": "choice",
            "prompt_id": prompt["prompt_id"],
            "options": ["me_65"],
        },
    )
    assert answer.ok
    person.page.locator("#log > .person").wait_for()


def test_a_hidden_tab_holds_no_stream(person: Person) -> None:
    """A tab in the back closes its stream, so that many tabs cannot use up the browser's connections."""
    person.open_chat()
    with person.page.expect_event("requestfailed", lambda request: "/v1/stream" in request.url):
        person.page.evaluate(
            """() => {
              Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true });
              document.dispatchEvent(new Event('visibilitychange'));
            }"""
        )
    with person.page.expect_request("**/v1/stream?*"):
        person.page.evaluate(
            """() => {
              Object.defineProperty(document, 'visibilityState', { get: () => 'visible', configurable: true });
              document.dispatchEvent(new Event('visibilitychange'));
            }"""
        )


def test_a_killed_service_loses_nothing(person: Person, doorway: Doorway) -> None:
    """The service is killed while a message is under way; after its start the message is there once and answered."""
    person.open_chat()
    service = doorway.process("service")
    person.say(QUESTION)
    person.page.wait_for_timeout(30)
    service.kill()
    assert service.running is not None
    service.running.wait()
    person.say("How long does it take?")
    person.page.wait_for_timeout(1000)
    service.start(doorway.environment, doorway.log(service))
    for _ in range(300):
        if service.is_ready():
            break
        person.page.wait_for_timeout(100)
    wait_until_stored(person, "How long does it take?")
    for _ in range(300):
        if person.stored()[-1]["from"] == "bot":
            break
        person.page.wait_for_timeout(100)
    person.settle()
    assert said_by_person(person) == [QUESTION, "How long does it take?"]
    assert person.shown() == [f"said-{event['seq']}" for event in person.stored()]


@pytest.mark.parametrize("seed", [7, 19, 101])
def test_random_faults_lose_and_double_nothing(
    browser: Browser, doorway: Doorway, url: str, seed: int
) -> None:
    """A talk over a bad connection ends as it was meant; `python -m tests.web.lossy` runs a hundred of them."""
    outcome = lossy.talk(browser, url, seed, lossy.Killer(doorway))
    assert outcome.faults.total() > 0
    assert outcome.lost == outcome.doubled == 0
    assert outcome.handled_wrongly == 0
    assert outcome.is_in_order
