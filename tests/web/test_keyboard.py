"""The whole way by keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.web.person import ANSWERS, Person

MOST_TABS = 60


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(MOST_TABS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} can not be reached by Tab")


def answer_by_keyboard(person: Person) -> None:
    page, prompt = person.page, person.prompt()
    ids = [option["id"] for option in prompt.get("options", ())]
    here = f"#said-{prompt['seq']}"
    if prompt.get("fields"):
        tab_to(page, f"{here} #field-first_name")
        page.keyboard.type("Ana")
        tab_to(page, f"{here} #field-phone")
        page.keyboard.type("312-555-0123")
        page.keyboard.press("Enter")
        return
    chosen = ANSWERS.get(prompt["question"], ids[0])
    for option in [chosen] if isinstance(chosen, str) else chosen:
        if prompt["select"] == "many":
            tab_to(page, f'{here} input[value="{option}"]')
            page.keyboard.press("Space")
        else:
            tab_to(page, f'{here} [data-option="{option}"]')
            page.keyboard.press("Enter")
    if prompt["select"] == "many":
        tab_to(page, f"{here} .main-button")
        page.keyboard.press("Enter")


def test_screening_and_booking_need_no_mouse(person: Person) -> None:
    """From the first question to a booked visit with Tab, Space, Enter and letters only, focus never lost."""
    person.open_chat()
    asked = []
    for _ in range(25):
        person.settle()
        prompt = person.prompt()
        person.page.locator(f"#said-{prompt['seq']} .answers").first.wait_for()
        asked.append(prompt["question"])
        answer_by_keyboard(person)
        if prompt["question"] == "booking_confirm":
            break
        person.page.locator(f"#said-{prompt['seq']} .answers").first.wait_for(state="detached")
        person.page.wait_for_function("() => document.activeElement !== document.body")
    person.page.locator("#log .links a[href$='.ics']").wait_for()
    assert asked[0] == "who"
    assert asked[-1] == "booking_confirm"
    assert "symptoms" in asked


def test_focus_goes_to_the_new_answers(person: Person) -> None:
    """After an answer by button the focus stands at the next question's answers, so one Tab reaches the first."""
    person.open_chat()
    first = person.prompt()
    tab_to(person.page, f"#said-{first['seq']} [data-option=me_18_64]")
    person.page.keyboard.press("Enter")
    person.wait_for_question("consent")
    seq = person.prompt()["seq"]
    person.page.wait_for_function(f"() => document.activeElement.matches('#said-{seq} .answers')")
    person.page.keyboard.press("Tab")
    assert person.page.evaluate("document.activeElement.dataset.option") == "agree"


def test_focus_stays_in_the_box_while_typing(person: Person) -> None:
    """Somebody who types goes on typing: a reply does not take the focus away."""
    person.open_chat()
    person.say("What is IOP?")
    person.page.wait_for_function("() => document.querySelectorAll('#log > .bot').length > 2")
    person.settle()
    assert person.page.evaluate("document.activeElement.id") == "words"


def test_what_has_the_focus_is_never_behind_a_bar(person: Person) -> None:
    """Each element reached by Tab lies between the bar at the top and the one at the bottom (WCAG 2.2, 2.4.11)."""
    person.page.set_viewport_size({"width": 375, "height": 667})
    person.open_chat()
    person.go_to("symptoms")
    for _ in range(MOST_TABS):
        person.page.keyboard.press("Tab")
        hidden = person.page.evaluate(
            """() => {
              const node = document.activeElement;
              if (!node.closest('#log')) return null;
              const box = node.getBoundingClientRect();
              const top = document.querySelector('.top').getBoundingClientRect().bottom;
              const bottom = document.getElementById('bottom').getBoundingClientRect().top;
              return box.bottom <= top || box.top >= bottom ? node.outerHTML.slice(0, 80) : null;
            }"""
        )
        assert hidden is None


def test_escape_closes_the_menu_and_returns_to_its_button(person: Person) -> None:
    """Escape in the menu closes it and the focus goes back where it came from."""
    person.open_chat()
    tab_to(person.page, "#menu summary")
    person.page.keyboard.press("Enter")
    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Escape")
    assert not person.page.evaluate("document.getElementById('menu').open")
    assert person.page.evaluate("document.activeElement.matches('#menu summary')")
