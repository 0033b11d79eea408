"""The sections of `clinic.yml`, from on-call people to colours."""

from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Annotated, Literal, Self

import holidays as holiday_package
from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from bot.clinic.contrast import CONTROL_CONTRAST, TEXT_CONTRAST, contrast
from bot.clinic.fields import (
    Colour,
    Day,
    DialNumber,
    Email,
    Identifier,
    Language,
    LocalText,
    NeutralText,
    Origin,
    Section,
    ShortText,
    WebAddress,
    Whole,
    YesNo,
    wrong,
)
from bot.clinic.hours import Absence, HoursSpan, QuietHours, SpecialDays, WeeklyHours
from bot.clinic.suggestions import did_you_mean

Way = Literal["in_person", "video"]

# Numbers a danger card cannot do without.
NEEDED_LINES = ("emergency", "suicide_crisis", "poison_control", "domestic_violence")


def _languages(value: tuple[Language, ...]) -> tuple[Language, ...]:
    if not value or len(set(value)) != len(value):
        raise wrong("at least one language, each once, such as [en, es]")
    return value


Languages = Annotated[tuple[Language, ...], AfterValidator(_languages)]


class OpeningHours(Section):
    """When people answer at the clinic: the week, and dates that differ from it."""

    week: WeeklyHours
    exceptions: SpecialDays = ()

    @field_validator("week")
    @classmethod
    def _opens_at_all(cls, week: WeeklyHours) -> WeeklyHours:
        if not any(week.by_weekday):
            raise wrong("at least one weekday with opening hours")
        return week


@cache
def holidays_of(country: str, subdivision: str | None, year: int) -> MappingProxyType[date, str]:
    """English names of the public holidays of a year, by date, the days they are observed included."""
    found = holiday_package.country_holidays(country, subdiv=subdivision, years=year, language="en_US")
    # A holiday of next year may be observed on a day of this one: New Year's Day 2028 on December 31, 2027.
    return MappingProxyType({day: name for day, name in found.items() if day.year == year})


class Holidays(Section):
    """Public holidays on which the clinic is closed, and how it departs from them."""

    country: ShortText
    subdivision: ShortText | None = None
    open_on: tuple[ShortText, ...] = ()
    also_closed: tuple[Day, ...] = ()
    also_open: tuple[Day, ...] = ()

    @field_validator("country")
    @classmethod
    def _known_country(cls, country: str) -> str:
        if country not in holiday_package.list_supported_countries(include_aliases=False):
            raise wrong("a two-letter country code such as US")
        return country

    @field_validator("subdivision")
    @classmethod
    def _known_subdivision(cls, subdivision: str | None, info: ValidationInfo) -> str | None:
        country = info.data.get("country")
        if subdivision is not None and country is not None:
            known = holiday_package.list_supported_countries(include_aliases=False)[country]
            if subdivision not in known:
                raise wrong(f"a state or region of {country} such as IL{did_you_mean(subdivision, known)}")
        return subdivision

    @field_validator("open_on")
    @classmethod
    def _known_holidays(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        country = info.data.get("country")
        if country is None or "subdivision" not in info.data:
            return names
        # Some holidays, election days among them, come only every second or fourth year.
        years = range(2024, 2032)
        known = {
            _plain_name(name)
            for year in years
            for name in holidays_of(country, info.data["subdivision"], year).values()
        }
        for name in names:
            if name not in known:
                raise wrong(f'names of public holidays; "{name}" is none{did_you_mean(name, known)}')
        return names

    def name_of_closed_day(self, day: date) -> str | None:
        """Why the clinic is closed on `day` ("" for a closed day of its own); None on any other day."""
        if day in self.also_open:
            return None
        if day in self.also_closed:
            return ""
        name = holidays_of(self.country, self.subdivision, day.year).get(day)
        if name is None or _plain_name(name) in self.open_on:
            return None
        return name


def _plain_name(holiday: str) -> str:
    return holiday.removesuffix(" (observed)")


class OnCallPerson(Section):
    """Someone who is told of danger; the next one is told when nobody acknowledges in time."""

    name: ShortText
    email: Email
    telegram_chat_id: Whole | None = None
    escalate_after_minutes: Annotated[Whole, Field(ge=1, le=120)]


class Therapist(Section):
    """A licensed therapist who does assessments, and when."""

    id: Identifier
    name: ShortText
    credentials: ShortText
    languages: Languages
    in_person: YesNo
    video: YesNo
    week: WeeklyHours
    exceptions: SpecialDays = ()
    days_off: tuple[Absence, ...] = ()
    since: Day | None = None
    until: Day | None = None

    @field_validator("video")
    @classmethod
    def _sees_people_somehow(cls, video: bool, info: ValidationInfo) -> bool:
        if not video and info.data.get("in_person") is False:
            raise wrong("true here or at in_person: a therapist sees people in at least one way")
        return video

    @field_validator("until")
    @classmethod
    def _leaves_after_starting(cls, until: date | None, info: ValidationInfo) -> date | None:
        since = info.data.get("since")
        if until is not None and since is not None and until < since:
            raise wrong("a date that is not before since")
        return until

    def meets(self, way: Way) -> bool:
        """Whether this therapist sees people in person, or by video."""
        return self.in_person if way == "in_person" else self.video

    def shifts_on(self, day: date) -> tuple[HoursSpan, ...]:
        """Shifts of one date: a special day before days off, days off before the week."""
        if (self.since is not None and day < self.since) or (self.until is not None and day > self.until):
            return ()
        for special in self.exceptions:
            if special.date == day:
                return special.hours
        if any(stretch.first <= day <= stretch.last for stretch in self.days_off):
            return ()
        return self.week.by_weekday[day.weekday()]


class Booking(Section):
    """How assessment times are cut and offered."""

    slot_minutes: Annotated[Whole, Field(ge=10, le=240)]
    buffer_minutes: Annotated[Whole, Field(ge=0, le=120)]
    minimum_notice_minutes: Annotated[Whole, Field(ge=0, le=7 * 24 * 60)]
    furthest_days: Annotated[Whole, Field(ge=1, le=180)]
    hold_minutes: Annotated[Whole, Field(ge=1, le=60)] = 5
    first_offer: Annotated[Whole, Field(ge=1, le=5)] = 4


class Programme(Section):
    """What the clinic's own outpatient care is like; the guide leaves these to the clinic."""

    sessions_per_week: Annotated[Whole, Field(ge=1, le=7)]
    hours_per_session: Annotated[float, Field(gt=0, le=8)]
    outpatient_sessions_per_week: Annotated[Whole, Field(ge=1, le=7)]
    outpatient_hours_per_session: Annotated[float, Field(gt=0, le=8)]
    longest_months: Annotated[Whole, Field(ge=1, le=24)]
    severe_starts_in: Literal["residential", "iop"]
    evening_groups: YesNo
    video: YesNo


class Insurance(Section):
    """Who pays: plans by name, and words for people who pay themselves."""

    accepted: tuple[ShortText, ...]
    self_pay: LocalText


class Retention(Section):
    """How long things are kept before a job deletes them."""

    unfinished_hours: Annotated[Whole, Field(ge=1, le=24 * 30)]
    saved_code_days: Annotated[Whole, Field(ge=1, le=90)]
    finished_days: Annotated[Whole, Field(ge=1, le=3650)]
    appointment_days: Annotated[Whole, Field(ge=1, le=3650)]
    audit_days: Annotated[Whole, Field(ge=365, le=3650)]


class Consent(Section):
    """The notice a person agrees to before the first sensitive question."""

    version: ShortText
    privacy_url: WebAddress


class DialOption(Section):
    """The key to press after the call is answered, by language; absent where none is needed."""

    en: Annotated[str, Field(strict=True, pattern=r"^[0-9*#]$")] | None = None
    es: Annotated[str, Field(strict=True, pattern=r"^[0-9*#]$")] | None = None


class TextWord(Section):
    """The word to send in a text message, by language; absent where any word does."""

    en: Annotated[str, Field(strict=True, pattern=r"^[A-Z]{2,12}$")] | None = None
    es: Annotated[str, Field(strict=True, pattern=r"^[A-Z]{2,12}$")] | None = None


class CrisisLine(Section):
    """A line that answers now: what to dial, text or open, and what to press or write."""

    id: Identifier
    name: LocalText
    call: DialNumber | None = None
    call_press: DialOption | None = None
    text_to: DialNumber | None = None
    text_word: TextWord | None = None
    chat_url: WebAddress | None = None

    @model_validator(mode="after")
    def _reaches_someone(self) -> Self:
        if self.call is None and self.text_to is None and self.chat_url is None:
            raise wrong("at least one of call, text_to, chat_url")
        if (
            self.call == "988"
            and self.call_press is not None
            and "3" in (self.call_press.en, self.call_press.es)
        ):
            raise wrong("another option than 988 press 3, which ended in July 2025")
        return self


CrisisLines = tuple[CrisisLine, ...]
Therapists = Annotated[tuple[Therapist, ...], Field(min_length=1)]


class Branding(Section):
    """Colours of the chat, and the sites that may show it in a frame."""

    background: Colour
    text: Colour
    primary: Colour
    on_primary: Colour
    frame_ancestors: tuple[Origin, ...] = ()

    @field_validator("text")
    @classmethod
    def _text_is_readable(cls, text: str, info: ValidationInfo) -> str:
        return _stands_out(text, info.data.get("background"), TEXT_CONTRAST, "background")

    @field_validator("primary")
    @classmethod
    def _buttons_stand_out(cls, primary: str, info: ValidationInfo) -> str:
        return _stands_out(primary, info.data.get("background"), CONTROL_CONTRAST, "background")

    @field_validator("on_primary")
    @classmethod
    def _button_text_is_readable(cls, on_primary: str, info: ValidationInfo) -> str:
        return _stands_out(on_primary, info.data.get("primary"), TEXT_CONTRAST, "primary")


def _stands_out(colour: str, behind: str | None, least: float, name: str) -> str:
    if behind is not None and contrast(colour, behind) < least:
        ratio = contrast(colour, behind)
        raise wrong(
            f"a colour with a contrast of at least {least}:1 to {name} {behind}; it has {ratio:.1f}:1"
        )
    return colour


class PlacementApproval(Section):
    """Who signed which version of the placement table; name and day are null until somebody has."""

    table_version: ShortText
    medical_director: ShortText | None
    signed_on: Day | None

    @field_validator("signed_on")
    @classmethod
    def _signed_with_name_and_date(cls, day: date | None, info: ValidationInfo) -> date | None:
        if "medical_director" in info.data and (day is None) != (info.data["medical_director"] is None):
            raise wrong("medical_director and signed_on both filled, or both null")
        return day


class Approvals(Section):
    """Clinical sign-offs."""

    placement: PlacementApproval


class Reminders(Section):
    """How reminders are sent; nothing in them may hint at addiction care."""

    sender_name: NeutralText
    hours_before: tuple[Annotated[Whole, Field(ge=1, le=168)], ...]
    quiet_hours: QuietHours
