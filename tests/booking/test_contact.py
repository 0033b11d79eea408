"""The contact form: gentle with people, strict with numbers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.booking import contact
from bot.words import words


def check(**fields: Any) -> contact.Checked:
    return contact.check({"first_name": "Ana", "phone": "312-555-0142"} | fields)


@pytest.mark.parametrize(
    "name",
    ["Ana", "D'Shawn", "José-Luis", "李", "Đặng", "Анна", "محمد", "Mary Jo", "O’Neil", "J", "می‌نا", "Zoë"],
)
def test_first_names_are_taken_as_typed(name: str) -> None:
    """Nobody's name is wrong because of its letters, its length of one, or an apostrophe."""
    checked = check(first_name=f"  {name} ")
    assert checked.contact is not None
    assert checked.contact.first_name == name


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "utter_error_first_name_missing"),
        ("   ", "utter_error_first_name_missing"),
        (None, "utter_error_first_name_missing"),
        (True, "utter_error_first_name_missing"),
        ("x" * 61, "utter_error_first_name_long"),
        ("12", "utter_error_first_name"),
        ("An\x00a", "utter_error_first_name"),
        ("An\na", "utter_error_first_name"),
        ("\u202eanA", "utter_error_first_name"),
    ],
)
def test_names_that_cannot_be_shown_are_refused(name: Any, error: str) -> None:
    """Empty, endless, or made of control characters: a kind word, and nothing stored."""
    checked = check(first_name=name)
    assert checked.contact is None
    assert checked.errors == {"first_name": error}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("312-555-0142", "+13125550142"),
        ("(312) 555 0142", "+13125550142"),
        ("1 312 555 0142", "+13125550142"),
        ("+52 55 5550 0142", "+525555500142"),
        ("３１２-555-0142", "+13125550142"),
    ],
)
def test_phones_are_stored_in_one_form(typed: str, stored: str) -> None:
    """However it is typed, staff and programs see one number."""
    checked = check(phone=typed)
    assert checked.contact is not None
    assert checked.contact.phone == stored


@pytest.mark.parametrize("typed", ["911", "988", "9-1-1", "741741", "211"])
def test_help_lines_are_no_contact(typed: str) -> None:
    """Somebody who types 988 is told that it is a line to call now."""
    assert check(phone=typed).errors == {"phone": "utter_error_phone_short"}


@pytest.mark.parametrize(
    "typed", ["555-0142", "123", "call me", "000-000-0000", "1-900-555-0142", "312-555-01423"]
)
def test_numbers_that_ring_nowhere_are_refused(typed: str) -> None:
    """A number nobody can be reached at is asked for again while the person is still there."""
    assert check(phone=typed).errors == {"phone": "utter_error_phone"}


def test_extension_is_kept() -> None:
    """A phone at work with an extension can still be called."""
    checked = check(phone="312-555-0142 ext 12")
    assert checked.contact is not None
    assert checked.contact.phone_extension == "12"


@pytest.mark.parametrize(
    "typed", ["ana", "ana@", "ana@mail", "ana@@mail.example", "ana mail.com", "@mail.com"]
)
def test_addresses_that_go_nowhere_are_refused(typed: str) -> None:
    """A broken e-mail address is found before a confirmation is lost."""
    assert check(email=typed).errors == {"email": "utter_error_email"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ana@gmial.com", "ana@gmail.com"),
        ("ana@GMAIL.con", "ana@gmail.com"),
        ("ana@hotmal.com", "ana@hotmail.com"),
        ("ana@yaho.com", "ana@yahoo.com"),
    ],
)
def test_common_slips_are_asked_about_once(typed: str, meant: str) -> None:
    """A slip is pointed out with the address that was probably meant; sent again, it is taken."""
    checked = check(email=typed)
    assert checked.errors == {"email": "utter_error_email_typo"}
    assert contact.email_suggestion(typed) == meant
    (email,) = [
        entry
        for entry in contact.fields(words(), "en", errors=checked.errors, given={"email": typed})
        if entry["id"] == "email"
    ]
    assert meant in email["error"]
    again = contact.check({"first_name": "Ana", "phone": "312-555-0142", "email": typed}, kept_email=typed)
    assert again.contact is not None


@pytest.mark.parametrize(
    "address", ["ana@gmail.com", "ana@mail.com", "ana@ymail.com", "ana@larkfield.example"]
)
def test_right_addresses_are_not_doubted(address: str) -> None:
    """Only known slips are asked about."""
    assert contact.email_suggestion(address) is None


def test_one_way_is_enough_and_none_is_not() -> None:
    """A phone alone is enough, an allowed e-mail alone is enough, nothing at all is not."""
    assert contact.check({"first_name": "Ana", "phone": "312-555-0142"}).contact is not None
    assert contact.check({"first_name": "Ana", "email": "a@mail.com", "may_email": True}).contact is not None
    assert contact.check({"first_name": "Ana"}).errors == {"phone": "utter_error_reach_missing"}
    assert contact.check({"first_name": "Ana", "email": "a@mail.com"}).errors == {
        "may_email": "utter_error_may_email"
    }


def test_nothing_is_allowed_that_was_not_ticked() -> None:
    """Text, voicemail and e-mail are each used only with a tick, and only where there is a number or address."""
    plain = check(email="a@mail.com").as_stored()
    assert (plain["may_text"], plain["may_voicemail"], plain["may_email"]) == (False, False, False)
    ticked = check(may_text="yes", may_voicemail=True, may_email=True).as_stored()
    assert (ticked["may_text"], ticked["may_voicemail"], ticked["may_email"]) == (True, True, False)


@pytest.mark.parametrize(
    ("typed", "language"),
    [("", "es"), ("Español", "es"), ("espanol", "es"), ("English", "en"), ("INGLÉS", "en")],
)
def test_language_of_the_visit(typed: str, language: str) -> None:
    """Without a word about it, the visit is in the language of the talk."""
    checked = contact.check(
        {"first_name": "Ana", "phone": "312-555-0142", "contact_language": typed}, language="es"
    )
    assert checked.contact is not None
    assert checked.contact.language == language


def test_unknown_language_is_asked_again() -> None:
    """A language nobody here speaks is not dropped in silence."""
    assert check(contact_language="Klingon").errors == {"contact_language": "utter_error_contact_language"}


def test_all_errors_come_together_and_nothing_is_stored() -> None:
    """One look shows all that is wrong; a form with an error stores nothing."""
    checked = contact.check({"first_name": "", "phone": "12", "email": "x"})
    assert set(checked.errors) == {"first_name", "phone", "email"}
    with pytest.raises(ValueError, match="not in order"):
        checked.as_stored()


@pytest.mark.parametrize("language", ["en", "es"])
def test_form_shows_what_was_typed_and_what_was_wrong(language: str) -> None:
    """Nobody types a thing twice because another field was wrong."""
    given_fields = {"first_name": "Ana", "phone": "12", "may_text": True}
    errors = contact.check(given_fields).errors
    shown = {
        entry["id"]: entry for entry in contact.fields(words(), language, errors=errors, given=given_fields)
    }
    assert shown["first_name"]["value"] == "Ana"
    assert "error" not in shown["first_name"]
    assert shown["phone"]["error"]
    assert shown["may_text"]["value"] is True
    assert all(
        entry["label"] and entry["type"] in ("text", "tel", "email", "checkbox") for entry in shown.values()
    )


@given(
    st.dictionaries(
        st.sampled_from(["first_name", "phone", "email", "contact_language"]), st.text(max_size=80)
    )
)
def test_any_text_gets_an_answer_with_words(fields: dict[str, str]) -> None:
    """Whatever is typed: a contact or errors, and every error has words in both languages."""
    checked = contact.check(fields)
    assert (checked.contact is None) == bool(checked.errors)
    for language in ("en", "es"):
        shown = contact.fields(words(), language, errors=checked.errors, given=fields)
        assert sum("error" in entry for entry in shown) == len(checked.errors)
