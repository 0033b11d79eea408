"""Kinds of values in `clinic.yml`. Each says what it expects, in words a clinic can act on."""

import re
import zoneinfo
from datetime import date, datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from bot.clinic.neutral import hint_in

Language = Literal["en", "es"]


class Section(BaseModel):
    """A block of `clinic.yml`: read once, never changed, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def wrong(expected: str) -> PydanticCustomError:
    """An error whose message is what the file should hold instead."""
    # The text travels as a value: pydantic would read braces in it as placeholders.
    return PydanticCustomError("expected", "{expected}", {"expected": expected})


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise wrong("a date such as 2026-12-24")


def _phone(value: str) -> str:
    """A number in the one form that people can read and a `tel:` link can dial: 312-555-0142."""
    try:
        number = phonenumbers.parse(value, "US")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise wrong('a full phone number such as "312-555-0142"')
    if number.country_code == 1:
        digits = str(number.national_number)
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace(" ", "-")


def _short_code_or_phone(value: str) -> str:
    if re.fullmatch(r"\d{3,6}", value):
        return value
    if re.fullmatch(r"1-\d{3}-\d{3}-\d{4}", value):
        return value
    raise wrong('a number people can dial, such as "988" or "1-800-222-1222"')


def _email(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise wrong("an e-mail address such as oncall@example.org") from None


def _time_zone(value: str) -> str:
    if value not in zoneinfo.available_timezones():
        raise wrong("a time zone name such as America/Chicago")
    return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    is_local = parts.hostname in ("localhost", "127.0.0.1")
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and is_local)):
        raise wrong("a web address that starts with https://")
    return value


def _origin(value: str) -> str:
    address = _web_address(value)
    parts = urlsplit(address)
    if parts.path or parts.query or parts.fragment or parts.username:
        raise wrong("an origin without a path, such as https://www.example.org")
    return address


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise wrong('a colour such as "#0b5c6b", in quotes')
    return value.lower()


def _plain(value: str) -> str:
    if not value.isprintable():
        raise wrong("text on one line, without control characters")
    return value


def _neutral(value: str) -> str:
    hint = hint_in(value)
    if hint is not None:
        raise wrong(f'a name that does not hint at the kind of care; "{hint}" does')
    return value


_Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]

Day = Annotated[date, BeforeValidator(_day)]
ShortText = Annotated[_Text, Field(max_length=120), AfterValidator(_plain)]
LongText = Annotated[_Text, Field(max_length=600), AfterValidator(_plain)]
NeutralText = Annotated[ShortText, AfterValidator(_neutral)]
Identifier = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Phone = Annotated[_Text, AfterValidator(_phone)]
DialNumber = Annotated[_Text, AfterValidator(_short_code_or_phone)]
Email = Annotated[_Text, AfterValidator(_email)]
TimeZoneName = Annotated[_Text, AfterValidator(_time_zone)]
WebAddress = Annotated[_Text, AfterValidator(_web_address)]
Origin = Annotated[_Text, AfterValidator(_origin)]
Colour = Annotated[_Text, AfterValidator(_colour)]
YesNo = Annotated[bool, Field(strict=True)]
Whole = Annotated[int, Field(strict=True)]


class LocalText(Section):
    """The same words in each language the assistant speaks."""

    en: LongText
    es: LongText

    def text_in(self, language: str) -> str:
        """The words for `language`; English for one the clinic has no words in."""
        return self.es if language == "es" else self.en
