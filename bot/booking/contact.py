"""How a person may be reached about a visit: checked gently, and no more than is needed.

What is wrong comes back as response names by field; the sentences stand in `data/responses/contact.yml`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from bot.words import Words

LONGEST_FIRST_NAME = 60
DEFAULT_REGION = "US"

FORM = "utter_ask_booking_contact"
"""The response whose `custom` part holds the labels of the fields."""

# Field, kind of input, whether it must be filled, and what a browser may fill in by itself.
_INPUTS = (
    ("first_name", "text", True, "given-name"),
    ("phone", "tel", False, "tel"),
    ("may_text", "checkbox", False, None),
    ("may_voicemail", "checkbox", False, None),
    ("email", "email", False, "email"),
    ("may_email", "checkbox", False, None),
    ("contact_language", "text", False, None),
    ("family_joins", "checkbox", False, None),
)

_TICKED = frozenset({True, "yes", "true", "on", "1"})

_LANGUAGES = {
    **dict.fromkeys(("en", "english", "ingles", "eng"), "en"),
    **dict.fromkeys(("es", "spanish", "espanol", "esp", "castellano"), "es"),
}
_LANGUAGE_NAMES = {"en": "English", "es": "Español"}

# Help lines and services, which reach no person who asked to be called back.
_SHORT_NUMBERS = frozenset(
    {"211", "311", "411", "511", "611", "711", "811", "911", "988", "112", "741741", "838255"}
)

# Slips of the common mail services. A domain not in this list is never doubted.
_MEANT_DOMAINS = {
    **dict.fromkeys(
        ("gmial.com", "gmal.com", "gmai.com", "gmil.com", "gnail.com", "gmaill.com", "gamil.com", "gmail.co",
         "gmail.con", "gmail.cm", "gmail.om", "gmail.comm", "gmail.cmo", "gmaul.com", "gemail.com"),
        "gmail.com",
    ),
    **dict.fromkeys(
        ("yaho.com", "yahooo.com", "yhoo.com", "yahho.com", "yhaoo.com", "yahoo.con", "yahoo.co", "yahoo.cm",
         "yaoo.com", "tahoo.com"),
        "yahoo.com",
    ),
    **dict.fromkeys(
        ("hotmial.com", "hotmal.com", "hotmai.com", "hotmil.com", "hotmail.con", "hotmail.co", "hotnail.com",
         "hotamil.com", "htmail.com", "hotmaill.com"),
        "hotmail.com",
    ),
    **dict.fromkeys(
        ("outlok.com", "outloo.com", "outlook.con", "outlook.co", "otlook.com", "oulook.com"), "outlook.com"
    ),
    **dict.fromkeys(
        ("iclod.com", "icloud.con", "icoud.com", "icluod.com", "icloud.co", "iclould.com"), "icloud.com"
    ),
    **dict.fromkeys(("aol.con", "aol.co", "aoll.com"), "aol.com"),
}  # fmt: skip


@dataclass(frozen=True)
class Contact:
    """A person's first name and the ways they allow; `phone` is E.164, and a call to it is always allowed."""

    first_name: str
    phone: str | None
    phone_extension: str | None
    email: str | None
    may_text: bool
    may_voicemail: bool
    may_email: bool
    language: str
    family_joins: bool


@dataclass(frozen=True)
class Checked:
    """A filled form: the contact, or the response name of what is wrong with each field."""

    contact: Contact | None
    errors: Mapping[str, str] = field(default_factory=dict)

    def as_stored(self) -> dict[str, Any]:
        """The contact as plain values. Raises ValueError when the form was not in order."""
        if self.contact is None:
            raise ValueError("a contact that is not in order is not stored")
        return dict(vars(self.contact))


def check(fields: Mapping[str, Any], language: str = "en", kept_email: str | None = None) -> Checked:
    """Read a form. `language` is that of the talk, used when none is asked for.

    `kept_email` is an address that was doubted before ("did you mean gmail.com?"); sent again, it is taken as it is.
    """
    form = _Form(fields)
    first_name = form.first_name()
    phone = form.phone()
    email = form.email(kept_email)
    contact_language = form.language(language)
    form.some_way_to_reach(phone, email)
    if form.errors or first_name is None:
        return Checked(None, MappingProxyType(form.errors))
    return Checked(
        Contact(
            first_name=first_name,
            phone=None if phone is None else _e164(phone),
            phone_extension=None if phone is None else phone.extension,
            email=email,
            may_text=phone is not None and form.is_ticked("may_text"),
            may_voicemail=phone is not None and form.is_ticked("may_voicemail"),
            may_email=email is not None and form.is_ticked("may_email"),
            language=contact_language,
            family_joins=form.is_ticked("family_joins"),
        )
    )


class _Form:
    """One look at the fields; collects what is wrong with each."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields
        self.errors: dict[str, str] = {}

    def text(self, name: str) -> str:
        value = self._fields.get(name)
        return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else ""

    def is_ticked(self, name: str) -> bool:
        value = self._fields.get(name)
        return value in _TICKED if isinstance(value, bool | str) else False

    def first_name(self) -> str | None:
        name = self.text("first_name")
        if not name:
            self._wrong("first_name", "utter_error_first_name_missing")
            return None
        if len(name) > LONGEST_FIRST_NAME:
            self._wrong("first_name", "utter_error_first_name_long")
            return None
        if any(_is_unprintable(letter) for letter in name) or not any(letter.isalpha() for letter in name):
            self._wrong("first_name", "utter_error_first_name")
            return None
        return name

    def phone(self) -> phonenumbers.PhoneNumber | None:
        typed = self.text("phone")
        if not typed:
            return None
        if "".join(filter(str.isdigit, typed)) in _SHORT_NUMBERS:
            self._wrong("phone", "utter_error_phone_short")
            return None
        try:
            number = phonenumbers.parse(typed, DEFAULT_REGION)
        except phonenumbers.NumberParseException:
            self._wrong("phone", "utter_error_phone")
            return None
        is_costly = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.PREMIUM_RATE
        if is_costly or not phonenumbers.is_valid_number(number):
            self._wrong("phone", "utter_error_phone")
            return None
        return number

    def email(self, kept_email: str | None) -> str | None:
        typed = self.text("email")
        if not typed:
            return None
        try:
            address = validate_email(typed, check_deliverability=False).normalized
        except EmailNotValidError:
            self._wrong("email", "utter_error_email")
            return None
        if email_suggestion(address) is not None and typed != (kept_email or "").strip():
            self._wrong("email", "utter_error_email_typo")
            return None
        return address

    def language(self, language_of_talk: str) -> str:
        typed = self.text("contact_language")
        if not typed:
            return language_of_talk
        letters = unicodedata.normalize("NFD", typed.casefold())
        word = "".join(letter for letter in letters if letter.isalpha())
        if word not in _LANGUAGES:
            self._wrong("contact_language", "utter_error_contact_language")
            return language_of_talk
        return _LANGUAGES[word]

    def some_way_to_reach(self, phone: phonenumbers.PhoneNumber | None, email: str | None) -> None:
        if phone is not None or "phone" in self.errors or "email" in self.errors:
            return
        if email is None:
            self._wrong("phone", "utter_error_reach_missing")
        elif not self.is_ticked("may_email"):
            self._wrong("may_email", "utter_error_may_email")

    def _wrong(self, name: str, response: str) -> None:
        self.errors[name] = response


def fields(
    words: Words, language: str, *, errors: Mapping[str, str], given: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The form as a prompt's `fields`: labels, what was given, and what was wrong beside each field."""
    labels = words.custom(FORM, language)
    found = []
    for name, kind, is_required, autocomplete in _INPUTS:
        entry: dict[str, Any] = {"id": name, "label": labels[name], "type": kind, "required": is_required}
        if autocomplete is not None:
            entry["autocomplete"] = autocomplete
        value = given.get(name)
        if name == "contact_language" and not value:
            value = _LANGUAGE_NAMES.get(language)
        if value:
            entry["value"] = value
        if name in errors:
            entry["error"] = _said(words, errors[name], language, given)
        found.append(entry)
    return found


def email_suggestion(address: str) -> str | None:
    """The address probably meant by one with a common slip in its domain; None when nothing looks wrong."""
    name, _, domain = address.strip().rpartition("@")
    meant = _MEANT_DOMAINS.get(domain.casefold())
    return f"{name}@{meant}" if name and meant else None


def _said(words: Words, response: str, language: str, given: Mapping[str, Any]) -> str:
    email = given.get("email")
    suggestion = email_suggestion(email) if isinstance(email, str) else None
    return words.say(response, language, suggestion=suggestion or "", most=LONGEST_FIRST_NAME)


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


# Joiners that some scripts need inside a name.
_JOINERS = "\u200c\u200d"


def _is_unprintable(letter: str) -> bool:
    return unicodedata.category(letter).startswith(("C", "Zl", "Zp")) and letter not in _JOINERS
