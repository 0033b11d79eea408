"""The same page as plain forms: for browsers without scripts, and for phones on which a script did not arrive."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator

from tests.web import axe
from tests.web.person import ANSWERS, CONTACT, Person


@pytest.fixture
def plain(browser: Browser, url: str) -> Iterator[Person]:
    """A person whose browser runs no scripts."""
    visitor = Person(browser, url, java_script_enabled=False)
    visitor.page.goto(url + "/chat")
    yield visitor
    visitor.close()
    assert visitor.violations == []
    assert visitor.foreign_requests == []


def start(person: Person) -> None:
    person.page.locator("#start button").click()


def answers(person: Person) -> Locator:
    return person.page.locator("#log .answers").first


def answer(person: Person) -> str:
    """Answer the open prompt by its form; returns its name."""
    prompt = person.prompt()
    form = person.page.locator(f"#said-{prompt['seq']} .answers").first
    if prompt.get("fields"):
        for name, value in CONTACT.items():
            form.locator(f"#field-{name}").fill(value)
        form.locator(".main-button").click()
        return str(prompt["question"])
    ids = [option["id"] for option in prompt["options"]]
    chosen = ANSWERS.get(prompt["question"], ids[0])
    if isinstance(chosen, str):
        form.locator(f'button[value="{chosen}"]').click()
    else:
        for option in chosen:
            form.locator(f'input[value="{option}"]').check()
        form.locator(".main-button").click()
    return str(prompt["question"])


def test_screening_and_booking_work_without_scripts(plain: Person) -> None:
    """The whole way to a booked visit with its calendar file, by plain forms and redirects."""
    start(plain)
    asked = []
    for _ in range(25):
        asked.append(answer(plain))
        assert re.search(r"/chat(#said-\d+)?$", plain.page.url)
        if asked[-1] == "booking_confirm":
            break
    assert {"who", "consent", "safety", "symptoms", "review", "booking_time", "booking_contact"} <= set(asked)
    assert plain.page.locator("#log .result").count() == 1
    assert plain.page.locator("#log a[href$='.ics']").count() == 1


def test_the_same_in_spanish(browser: Browser, url: str) -> None:
    """Somebody who reads Spanish gets to a visit without one English word on the way, scripts or not."""
    person = Person(browser, url, java_script_enabled=False, locale="es-US")
    person.page.goto(url + "/chat")
    start(person)
    english = re.compile(r"\b(?:the|you|your|please|first|which|and|with)\b", re.IGNORECASE)
    for _ in range(25):
        shown = person.page.locator("body").inner_text()
        assert english.search(shown) is None, english.search(shown)
        if answer(person) == "booking_confirm":
            break
    assert person.page.locator("#log a[href$='.ics']").count() == 1
    assert "Su cita" in person.page.locator("#log").inner_text()
    person.close()


def test_a_reload_sends_nothing_again(plain: Person) -> None:
    """After an answer the page is a GET: reloading it repeats no message."""
    start(plain)
    answer(plain)
    before = len(plain.stored())
    plain.page.reload()
    assert len(plain.stored()) == before


def test_going_back_and_writing_something_else_loses_nothing(plain: Person) -> None:
    """A form sent twice counts once; other words sent from the same form count too."""
    start(plain)
    cid = plain.page.locator("#write input[name=cid]").get_attribute("value") or ""
    for text in ("What is IOP?", "What is IOP?", "How long does it take?"):
        form = {"kind": "text", "cid": cid, "text": text}
        assert plain.context.request.post(f"{plain.url}/chat", form=form).ok
    said = [event["text"] for event in plain.stored() if event["from"] == "person"]
    assert said == ["What is IOP?", "How long does it take?"]


def test_ticks_that_exclude_each_other_come_back_with_a_word(plain: Person) -> None:
    """ "None" with others is not stored: the ticks stay, and the page says what to do."""
    start(plain)
    while plain.prompt()["question"] != "substances":
        answer(plain)
    before = len(plain.stored())
    answers(plain).locator("input[value=alcohol]").check()
    answers(plain).locator("input[value=none_year]").check()
    answers(plain).locator(".main-button").click()
    assert plain.page.locator(".summary").count() == 1
    assert answers(plain).locator("input:checked").count() == 2
    assert len(plain.stored()) == before
    answers(plain).locator("button[value=skip]").click()
    assert plain.prompt()["question"] == "withdrawal"


def test_a_wrong_form_keeps_what_was_typed_without_scripts(plain: Person) -> None:
    """A phone number that cannot be right comes back with its error, and the name still stands there."""
    start(plain)
    while plain.prompt()["question"] != "booking_contact":
        answer(plain)
    answers(plain).locator("#field-first_name").fill("Ana")
    answers(plain).locator("#field-phone").fill("12")
    answers(plain).locator(".main-button").click()
    assert plain.page.locator("#error-phone").count() == 1
    assert plain.page.locator("#field-first_name").input_value() == "Ana"


def test_danger_gets_the_card_without_scripts(plain: Person) -> None:
    """Typed danger is answered by the card, with numbers that can be tapped."""
    start(plain)
    plain.page.locator("#words").fill("I want to kill myself")
    plain.page.locator("#write button").click()
    assert plain.page.locator("#log .card a[href='tel:988']").count() >= 1


def test_the_menu_and_the_language_work_without_scripts(plain: Person) -> None:
    """The detours are one tap away in plain HTML, and the page goes on in Spanish when asked."""
    start(plain)
    plain.page.locator("#menu summary").click()
    plain.page.locator("#menu button").first.click()
    assert "Why do you ask?" in [event["text"] for event in plain.stored()]
    plain.page.locator("button[value=es]").click()
    assert plain.page.locator("html").get_attribute("lang") == "es"
    assert "¿Para quién es esto?" in plain.page.locator("#log").inner_text()


def test_leaving_without_scripts_ends_the_session(plain: Person) -> None:
    """The way out is a plain link of ours that ends the session; the chat is empty afterwards."""
    start(plain)
    answer(plain)
    left = plain.context.request.get(f"{plain.url}/exit", max_redirects=0)
    assert left.status == 303
    assert left.headers["location"].startswith("https://")
    plain.page.goto(plain.url + "/chat")
    assert plain.page.locator("#start").count() == 1
    assert plain.page.locator("#log > li").count() == 0


def test_a_form_from_another_site_is_refused(plain: Person) -> None:
    """Another site cannot make a browser speak in this chat."""
    start(plain)
    before = len(plain.stored())
    answered = plain.context.request.post(
        f"{plain.url}/chat",
        form={"kind": "text", "cid": "5f0c7a52-6c1e-4b0a-9d52-0c3b8f6f1a11", "text": "hello"},
        headers={"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
    )
    assert answered.status == 403
    assert len(plain.stored()) == before


def test_plain_pages_are_accessible(browser: Browser, url: str, axe_source: str, plain: Person) -> None:
    """The pages the server writes have no axe violation either, before any script touched them."""
    start(plain)
    while plain.prompt()["question"] != "review":
        answer(plain)
    reader = Person(browser, url)
    reader.context.add_cookies(plain.context.cookies())
    reader.context.route("**/static/**/*.js", lambda route: route.abort())
    reader.page.goto(url + "/chat")
    assert reader.page.locator("#log .box dl").count() == 1
    assert axe.violations(reader.page, axe_source) == []
    reader.close()
