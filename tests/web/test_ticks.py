"""Tick lists and forms: choices that stand alone, and errors that lead to what is to be mended."""

from __future__ import annotations

from tests.web.person import Person


def ticked(person: Person) -> list[str]:
    return list(
        person.page.locator("#log .answers input:checked").evaluate_all("boxes => boxes.map(b => b.value)")
    )


def test_a_choice_that_stands_alone_clears_the_others(person: Person) -> None:
    """ "None" clears what was ticked, and a tick clears "none"."""
    person.open_chat()
    person.go_to("substances")
    box = person.page.locator
    box("#log input[value=alcohol]").check()
    box("#log input[value=cannabis]").check()
    box("#log input[value=none_year]").check()
    assert ticked(person) == ["none_year"]
    box("#log input[value=opioids]").check()
    assert ticked(person) == ["opioids"]


def test_nothing_ticked_gets_a_gentle_word(person: Person) -> None:
    """An empty list is not sent; the summary takes the focus and leads to the first box."""
    person.open_chat()
    person.go_to("substances")
    before = len(person.stored())
    person.page.locator("#log .answers .main-button").click()
    assert person.page.evaluate("document.activeElement.matches('.summary')")
    person.page.locator(".summary a").click()
    assert person.page.evaluate("document.activeElement.value") == "alcohol"
    assert len(person.stored()) == before


def test_skip_is_one_tap(person: Person) -> None:
    """ "I'd rather not say" on a tick list needs no tick."""
    person.open_chat()
    person.go_to("substances")
    person.tap("skip")
    person.wait_for_question("withdrawal")


def test_a_wrong_form_keeps_what_was_typed(person: Person) -> None:
    """After an error the summary names the field, and all that was typed still stands there."""
    person.open_chat()
    person.go_to("booking_contact")
    person.fill({"first_name": "", "phone": "312-555-0123"})
    assert person.page.evaluate("document.activeElement.matches('.summary')")
    before = person.prompt()["seq"]
    person.fill({"first_name": "Ana", "phone": "12"})
    person.page.wait_for_function(f"() => !document.querySelector('#said-{before} .answers')")
    person.settle()
    person.page.locator("#log .answers .summary a").first.wait_for()
    assert person.page.input_value("#field-first_name") == "Ana"
    assert person.page.input_value("#field-phone") == "12"
    assert person.page.get_attribute("#field-phone", "aria-invalid") == "true"
    assert person.page.evaluate("document.activeElement.matches('.summary')")
    person.fill({"phone": "312-555-0123"})
    person.wait_for_question("booking_confirm")


def test_more_times_offers_others(person: Person) -> None:
    """ "More times" shows times that were not offered before."""
    person.open_chat()
    person.go_to("booking_time")
    first = {option["id"] for option in person.prompt()["options"]}
    seq = person.prompt()["seq"]
    person.tap("more")
    person.page.locator(f"#said-{seq} .answers").wait_for(state="detached")
    person.wait_for_question("booking_time")
    later = {option["id"] for option in person.prompt()["options"]}
    assert (later - first) - {"more", "not_now"}
    assert not (later & first) - {"more", "not_now"}


def test_an_answer_can_be_changed_at_the_review(person: Person) -> None:
    """ "What I understood" shows the answers by topic, and "change" leads to them."""
    person.open_chat()
    person.go_to("review")
    seq = person.prompt()["seq"]
    assert person.page.locator(f"#said-{seq} dl div").count() >= 8
    person.tap("change")
    person.wait_for_question("change")
