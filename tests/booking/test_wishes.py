"""Typed wishes for a time: the right offer, a question, or left alone; never a guess that books."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.booking.wishes import AskWhich, NotAWish, Offer, Pick, Wish, read_wish

CHICAGO = ZoneInfo("America/Chicago")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHICAGO).astimezone(UTC)


# Monday to Saturday, hourly from 8 to 19, for two weeks; no times on Friday, December 11.
NOW = at("2026-12-07T10:00")
OFFERED = [
    at(f"{date(2026, 12, 7) + timedelta(days=day)}T{hour:02}:00")
    for day in range(13)
    for hour in range(8, 20)
    if day not in (4, 6) and (day > 0 or hour > 12)
]
SHOWN = [at("2026-12-08T09:00"), at("2026-12-08T15:00"), at("2026-12-09T10:00"), at("2026-12-14T11:00")]


def read(text: str, language: str = "en", shown: list[datetime] | None = None, now: datetime = NOW) -> Wish:
    return read_wish(text, OFFERED, now, CHICAGO, language, shown or ())


def offered(wish: Wish) -> list[datetime]:
    assert isinstance(wish, Offer), wish
    return [slot.astimezone(CHICAGO) for slot in wish.slots]


def days(wish: Wish) -> list[str]:
    return sorted({f"{slot:%m-%d}" for slot in offered(wish)})


def hours(wish: Wish) -> tuple[int, int]:
    found = [slot.hour for slot in offered(wish)]
    return min(found), max(found)


@pytest.mark.parametrize(
    ("text", "expected_days", "expected_hours"),
    [
        ("thursday", ["12-10"], (8, 19)),
        ("thursday or saturday morning", ["12-10", "12-12"], (8, 11)),
        ("monday mornings or thursday afternoons", ["12-10", "12-14"], (8, 16)),
        ("wed after 2 but before 5", ["12-09"], (14, 16)),
        ("tomorrow after 3", ["12-08"], (15, 19)),
        ("the day after tomorrow, before noon", ["12-09"], (8, 11)),
        ("this wednesday evening", ["12-09"], (17, 19)),
        ("early next week in the morning", ["12-14", "12-15"], (8, 11)),
        ("tuesday or thursday next week", ["12-15", "12-17"], (8, 19)),
        ("a week from tuesday", ["12-15"], (8, 19)),
        ("the week of december 14 but not monday", ["12-15", "12-16", "12-17", "12-18", "12-19"], (8, 19)),
        ("12/15 between 1 and 3", ["12-15"], (13, 14)),
        ("the 15th or 16th", ["12-15", "12-16"], (8, 19)),
        ("dec 15 at lunch time", ["12-15"], (12, 13)),
        ("in 3 days", ["12-10"], (8, 19)),
        ("before wednesday", ["12-07", "12-08"], (8, 19)),
        ("el jueves por la tarde", ["12-10"], (12, 17)),
        ("mañana por la mañana", ["12-08"], (8, 11)),
        ("pasado mañana después de las tres", ["12-09"], (15, 19)),
        ("de hoy en ocho", ["12-14"], (8, 19)),
        ("el 15 de diciembre antes de las 10", ["12-15"], (8, 9)),
        ("hoy en la tarde", ["12-07"], (13, 17)),
    ],
)
def test_days_and_hours(text: str, expected_days: list[str], expected_hours: tuple[int, int]) -> None:
    """What is offered lies on the days and in the hours that were said."""
    wish = read(text, "es" if any(letter in text for letter in "ñéí") or " de " in text else "en")
    assert days(wish) == expected_days
    assert hours(wish) == expected_hours


@pytest.mark.parametrize(
    ("text", "expected_days", "expected_hours"),
    [
        # A reason stands before what follows from it.
        ("i'm working tuesday so wednesday", ["12-09"], (8, 19)),
        ("kids are in school until 3 so 9 to 2 on wednesday", ["12-09"], (9, 13)),
        ("he goes back on the 9th so before then", ["12-07", "12-08"], (8, 19)),
        ("i get there at 10:15 tuesday, after that", ["12-08"], (11, 19)),
        ("court on the 8th so the day after", ["12-09"], (8, 19)),
        # What is said last holds.
        ("tuesday no wait wednesday", ["12-09"], (8, 19)),
        ("wednesday after 9, actually after 10", ["12-09"], (10, 19)),
        # A yes that adds, a no that goes on, an exception that ends.
        ("wednesday evenings but i could also do a saturday", ["12-09", "12-12"], (8, 19)),
        ("saturday or after 7 tomorrow", ["12-08", "12-12"], (8, 19)),
        ("any day this week except thursday, after 4", ["12-07", "12-08", "12-09", "12-12"], (16, 19)),
        ("wednesday or thursday but not before 10 and not after 3", ["12-09", "12-10"], (10, 14)),
        # Hours without a word before them, hours of fifteen minutes, hedged hours.
        ("could you do 9 or 11 on wednesday", ["12-09"], (9, 11)),
        ("wednesday after like 3", ["12-09"], (15, 19)),
        ("between 930 and 11 on wednesday", ["12-09"], (10, 10)),
        # Until and spans.
        ("at my sister's until next week, monday works", ["12-14"], (8, 19)),
        ("after the 8th but before the 10th", ["12-09"], (8, 19)),
        ("i'm free until wednesday", ["12-07", "12-08", "12-09"], (8, 19)),
        ("december 8 to 9", ["12-08", "12-09"], (8, 19)),
        ("the weekend", ["12-12"], (8, 19)),
        ("next week, middle", ["12-15", "12-16", "12-17"], (8, 19)),
        ("in two weeks or the 10th", ["12-10"], (8, 19)),
    ],
)
def test_what_people_say_around_a_day_and_an_hour(
    text: str, expected_days: list[str], expected_hours: tuple[int, int]
) -> None:
    """Reasons, corrections, additions and exceptions lead to the days and hours that are meant."""
    wish = read(text, "es" if " las " in text else "en")
    assert days(wish) == expected_days
    assert hours(wish) == expected_hours


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("not the first one", [1, 2, 3]),
        ("anything but the last one", [0, 1, 2]),
        ("i don't want the second one", [0, 2, 3]),
        ("not the first one, the second", [1]),
        ("third one. he says yes", [2]),
        ("my pick is number 4", [3]),
        ("no la primera, la segunda", [1]),
        ("wednesday please", [2]),
    ],
)
def test_a_refused_button_is_never_the_one_picked(text: str, left: list[int]) -> None:
    """Of the shown times those that were not refused stay, and one alone is only offered or picked as such."""
    wish = read(text, shown=SHOWN)
    found = [wish.slot] if isinstance(wish, Pick) else list(wish.slots) if isinstance(wish, Offer) else []
    assert found == [SHOWN[number] for number in left]


@pytest.mark.parametrize(
    "text",
    [
        "1 or 2",
        "the first or the third one",
        "option 1 or 3",
        "one of the first two",
        "la 1 o la 2",
        "2 or 3",
    ],
)
def test_two_places_are_asked_about(text: str) -> None:
    """Who points at two of the shown times is asked which, whatever else the numbers may mean."""
    wish = read(text, shown=SHOWN)
    assert isinstance(wish, AskWhich), wish
    assert len(wish.slots) > 1


@pytest.mark.parametrize("text", ["second one isn't good for me", "the second one doesn't work"])
def test_a_button_that_does_not_work_is_not_picked(text: str) -> None:
    """A time that is spoken of with a no is no pick."""
    assert not isinstance(read(text, shown=SHOWN), Pick)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the monday after thanksgiving", ["11-30"]),
        ("after thanksgiving weekend", ["11-30", "12-01", "12-02"]),
        ("the day after thanksgiving", ["11-27"]),
        ("after the holiday but before tuesday", ["11-27", "11-28", "11-30"]),
        ("wednesday", ["12-02"]),
        ("not wednesday", ["11-27", "11-28", "11-30", "12-01"]),
    ],
)
def test_days_around_a_holiday(text: str, expected: list[str]) -> None:
    """Said on the Wednesday before Thanksgiving: holidays are dates, and "Wednesday" is not today."""
    now = at("2026-11-25T09:00")
    open_days = ("2026-11-25", "2026-11-27", "2026-11-28", "2026-11-30", "2026-12-01", "2026-12-02")
    times = [at(f"{day}T{hour}:00") for day in open_days for hour in (11, 15)]
    assert days(read_wish(text, times, now, CHICAGO, "en")) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("after 3", 15, 19),
        ("after 7", 19, 19),
        ("before 9", 8, 8),
        ("not before 10", 10, 19),
        ("until 2", 8, 13),
        ("I work until 5", 17, 19),
        ("i get off work at 4:30", 17, 19),
        ("i work 9 to 5", 17, 19),
        ("i start work at noon", 8, 11),
        ("mornings only", 8, 11),
        ("no mornings please", 12, 19),
        ("not too early", 10, 19),
        ("evenings after 6", 18, 19),
        ("trabajo hasta las 5", 17, 19),
        ("no antes de las diez", 10, 19),
        ("en las mañanas no puedo", 12, 19),
    ],
)
def test_hours_alone(text: str, first: int, last: int) -> None:
    """Hours without am or pm are daytime hours, and a refusal is turned round."""
    assert hours(read(text)) == (first, last)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("not mondays", {0}),
        ("mondays and thursdays don't work", {0, 3}),
        ("i can't do tuesday or wednesday", {1, 2}),
        ("any day except saturday", {5}),
        ("anything but mondays", {0}),
        ("i have court on tuesday", {1}),
        ("los lunes no puedo", {0}),
        ("cualquier día menos el sábado", {5}),
        ("que no sea martes ni jueves", {1, 3}),
    ],
)
def test_refused_days_are_not_offered(text: str, refused: set[int]) -> None:
    """A day that was refused is never offered, and every other day is."""
    weekdays = {slot.weekday() for slot in offered(read(text))}
    assert weekdays == {0, 1, 2, 3, 4, 5} - refused


def test_refusal_and_wish_in_one_breath() -> None:
    """ "Mondays don't work, Tuesday is better" is a wish for Tuesday."""
    assert days(read("mondays don't work, tuesday is better")) == ["12-08"]
    assert days(read("el lunes no, el martes sí", "es")) == ["12-08"]
    assert days(read("no, thursday", shown=SHOWN)) == ["12-10"]


@pytest.mark.parametrize(
    "text", ["as soon as possible", "whenever", "lo antes posible", "me da igual", "any day"]
)
def test_no_wish_but_soon_gets_everything_earliest_first(text: str) -> None:
    """Somebody who takes anything sees the first open time first."""
    assert offered(read(text)) == sorted(slot.astimezone(CHICAGO) for slot in OFFERED)


@pytest.mark.parametrize(
    ("now", "text", "options"),
    [
        ("2026-12-07T10:00", "next tuesday", [date(2026, 12, 8), date(2026, 12, 15)]),
        ("2026-12-07T10:00", "el próximo martes", [date(2026, 12, 8), date(2026, 12, 15)]),
        ("2026-12-06T10:00", "next tuesday", [date(2026, 12, 8), date(2026, 12, 15)]),
        ("2026-12-09T10:00", "next monday", [date(2026, 12, 14), date(2026, 12, 21)]),
        ("2026-12-09T10:00", "el próximo lunes", [date(2026, 12, 14), date(2026, 12, 21)]),
        ("2026-12-09T10:00", "december 10 on a friday", [date(2026, 12, 10), date(2026, 12, 11)]),
        ("2026-12-07T10:00", "thursday the 9th", [date(2026, 12, 9), date(2026, 12, 10)]),
    ],
)
def test_what_fits_two_days_is_asked(now: str, text: str, options: list[date]) -> None:
    """ "Next Tuesday" on a Monday means two different days to two people: one question settles it."""
    wish = read(text, now=at(now))
    assert isinstance(wish, AskWhich)
    assert list(wish.options) == options


@pytest.mark.parametrize(("text", "day"), [("next monday", "12-14"), ("this tuesday", "12-08")])
def test_what_fits_one_day_is_not_asked(text: str, day: str) -> None:
    """A question nobody needs is not put."""
    assert days(read(text)) == [day]


def test_day_and_month_order_is_asked_in_spanish() -> None:
    """ "10/12" is October 12 to some and December 10 to others; with times on one of them only, that one is meant."""
    assert days(read("10/12", "es")) == ["12-10"]


def test_nothing_open_says_so_and_names_the_nearest() -> None:
    """A wish that cannot be met is not met with something else in silence."""
    assert read("friday at 10") == Offer((at("2026-12-18T10:00"),))
    wish = read("this friday after 3")
    assert isinstance(wish, Offer)
    assert wish.none_match
    assert {slot.astimezone(CHICAGO).date() for slot in wish.nearest} <= {
        date(2026, 12, 10),
        date(2026, 12, 12),
    }
    wish = read("thursday at 10:30")
    assert isinstance(wish, Offer)
    assert wish.none_match
    assert wish.nearest[:2] == (at("2026-12-10T10:00"), at("2026-12-10T11:00"))


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("the second one", 1),
        ("2", 1),
        ("option 3", 2),
        ("the last one please", 3),
        ("i'll take the first", 0),
        ("the 9am one", 0),
        ("the wednesday one", 2),
        ("tuesday at 3 works", 1),
        ("10:00", 2),
        ("la tercera", 2),
        ("la de las 3", 1),
        ("la del lunes", 3),
    ],
)
def test_shown_times_can_be_pointed_at(text: str, position: int) -> None:
    """A person may answer the buttons with words."""
    assert read(text, shown=SHOWN) == Pick(SHOWN[position])


@pytest.mark.parametrize(
    "text", ["the tuesday one", "that works", "yes that one", "the 9th option", "esa está bien"]
)
def test_pointing_at_more_than_one_is_asked(text: str) -> None:
    """When words fit several shown times, or none, nothing is picked."""
    assert isinstance(read(text, shown=SHOWN), AskWhich)


def test_number_that_is_a_place_and_an_hour_is_asked() -> None:
    """ "3" beside a 3 PM button and a third button names two times."""
    wish = read("3", shown=SHOWN)
    assert isinstance(wish, AskWhich)
    assert set(wish.slots) == {SHOWN[1], SHOWN[2]}


def test_one_shown_time_can_be_agreed_to() -> None:
    """With one button on the screen, "that works" is that button."""
    assert read("that works", shown=SHOWN[:1]) == Pick(SHOWN[0])


def test_later_earlier_and_others_start_from_what_is_shown() -> None:
    """The times already seen are not offered as news."""
    assert min(offered(read("later than that", shown=SHOWN))) > max(SHOWN)
    assert max(offered(read("anything earlier?", shown=SHOWN))) < min(SHOWN)
    assert not set(offered(read("none of these work", shown=SHOWN))) & set(SHOWN)
    assert not set(days(read("another day", shown=SHOWN))) & {"12-08", "12-09", "12-14"}
    assert days(read("tuesday but later", shown=SHOWN)) == ["12-08"]


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("later than that", AskWhich(())),
        ("the second one", AskWhich(())),
        ("yes", NotAWish()),
        ("no", NotAWish()),
        ("none", NotAWish()),
        ("other times", NotAWish()),
    ],
)
def test_without_shown_times_nothing_is_pointed_at(text: str, wish: Wish) -> None:
    """Words about buttons pick nothing where there are none."""
    assert read(text) == wish


def test_place_in_the_list_that_may_be_a_date_is_asked() -> None:
    """ "The second", while December 2 is open, is a button to some and a date to others."""
    offered_then = [*OFFERED, at("2027-01-02T10:00")]
    wish = read_wish("the second", offered_then, NOW, CHICAGO, "en", SHOWN)
    assert isinstance(wish, AskWhich)
    assert read_wish("the second one", offered_then, NOW, CHICAGO, "en", SHOWN) == Pick(SHOWN[1])


@pytest.mark.parametrize("text", ["10", "thursday 10"])
def test_number_that_may_be_an_hour_or_a_date_is_asked(text: str) -> None:
    """ "Thursday 10" is ten o'clock to some and December 10 to others."""
    assert read(text) == AskWhich((date(2026, 12, 10),))


@pytest.mark.parametrize(
    "text",
    [
        "how much does it cost",
        "i drank again on saturday",
        "i've been sober since monday",
        "my court date is on friday",
        "my mom died last tuesday",
        "i take 3 pills a day",
        "my number is 312-555-0163",
        "are you open on saturday",
        "i'm 34",
        "i want to die tonight",
        "not now, maybe later",
        "llevo 3 meses sobrio",
        "recaí el lunes pasado",
        "¿cuánto cuesta?",
        "",
        "🙂",
        "x" * 5000,
    ],
)
def test_other_matters_are_left_alone(text: str) -> None:
    """A day named in a story is no wish, and a cry for help is never answered with times."""
    assert read(text, shown=SHOWN) == NotAWish()


def test_clock_changes_keep_wall_times() -> None:
    """On the day the clocks go back, "after 3" is after 3 on the clinic's clock."""
    slots = [at(f"2026-11-01T{hour:02}:00") for hour in range(8, 20)]
    wish = read_wish("sunday after 3", slots, at("2026-10-30T10:00"), CHICAGO, "en")
    assert isinstance(wish, Offer)
    assert wish.slots == tuple(slot for slot in slots if slot >= at("2026-11-01T15:00"))


def test_times_without_a_zone_are_refused() -> None:
    """A naive time is a bug in the caller."""
    with pytest.raises(ValueError, match="zone"):
        read_wish("monday", [datetime(2026, 12, 7, 9)], NOW, CHICAGO, "en")


_WORDS = (
    "monday next not or and after before 3 10 pm morning tarde el las mañana no puedo but the second one "
    "this week "
    "between 12/9 5th , . ; at - any later earliest tuesday's lunes jueves que viene a la de 15:00 99 0 31st"
)
_PIECES = st.sampled_from(_WORDS.split())


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=12).map(" ".join), st.booleans())
def test_any_mix_of_words_is_answered_from_what_is_offered(text: str, has_shown: bool) -> None:
    """Whatever is typed, every time in the answer is one that is offered, in order and once."""
    shown = SHOWN if has_shown else []
    wish = read(text, shown=shown)
    if isinstance(wish, Offer):
        assert list(wish.slots) == sorted(set(wish.slots))
        assert set(wish.slots) <= set(OFFERED)
        assert set(wish.nearest) <= set(OFFERED)
        assert bool(wish.slots) is not wish.none_match
    elif isinstance(wish, Pick):
        assert wish.slot in OFFERED
    elif isinstance(wish, AskWhich):
        assert set(wish.slots) <= set(shown)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_without_a_stumble(text: str) -> None:
    """No text, however odd, ends in an error."""
    assert isinstance(read(text, shown=SHOWN), Offer | AskWhich | Pick | NotAWish)
