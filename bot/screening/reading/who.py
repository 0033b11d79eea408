"""Reads who the help is for: the person or someone else, and the age."""

from __future__ import annotations

from bot.screening.reading.ages import ADULT_FROM_YEARS, OLDER_FROM_YEARS, Age, ages_in
from bot.screening.reading.hearing import NOTHING, Draft, Hearing

YOUNGEST_TYPING_YEARS = 8


def read(hearing: Hearing) -> Draft:
    """The lexicon speaks of groups: me, other, other_child, other_adult, minor, adult, older; ages settle the rest."""
    said = set(hearing.options())
    denied = {item.option for item in hearing.denials}
    ages = ages_in(hearing.heard)
    covered = hearing.span_of_all() | frozenset(i for age in ages for i in age.span)
    is_about_other = bool(said & {"other", "other_child", "other_adult", "other_unsure_age"})
    is_about_me = "me" in said
    direct = [
        option
        for option in ("me_18_64", "me_65", "me_under18", "other_adult_plain", "other_under18")
        if option in said
    ]
    if direct and not ages and not is_about_other:
        choice = direct[0]
        is_sure = hearing.is_sure(choice) and len(direct) == 1
        return Draft(choice, "sure" if is_sure else "likely", covered, is_doubtful=len(direct) > 1)
    if is_about_other and "me" in denied:
        is_about_me = False
    if "both" in said:
        return Draft(None, covered=covered, is_partial=True)
    is_about_other = is_about_other or any(_is_possessed(hearing.heard.words, age) for age in ages)
    if is_about_other:
        return _someone_else(hearing, said, ages, covered, is_doubtful=is_about_me and not ages)
    if ages:
        return _me(hearing, ages, covered, is_about_me, said)
    for mark, choice in (("minor", "me_under18"), ("older", "me_65"), ("adult", "me_18_64")):
        if mark in said:
            is_doubtful = "minor" in denied or mark == "adult" or not is_about_me
            return Draft(
                choice, "sure" if hearing.is_sure(mark) else "likely", covered, is_doubtful=is_doubtful
            )
    if is_about_me:
        return Draft("me_18_64", "likely", covered, is_doubtful=True)
    if "me" in denied:
        return Draft("other_adult", "likely", covered, is_doubtful=True)
    if "minor" in denied:
        return Draft("me_18_64", "likely", covered, is_doubtful=True)
    return NOTHING


def _me(
    hearing: Hearing, ages: list[Age], covered: frozenset[int], is_about_me: bool, said: set[str]
) -> Draft:
    age = next((age for age in ages if age.is_marked), ages[0])
    if age.years < YOUNGEST_TYPING_YEARS:
        return Draft(None, covered=covered, is_partial=True)
    choice = _my_choice(age.years)
    words = hearing.heard.words
    before = set(words[max(0, age.first - 3) : age.first])
    is_turning = bool(before & {"turning", "turn", "cumplo"}) and age.years == ADULT_FROM_YEARS
    if is_turning:
        choice = "me_under18"
    is_near_change = is_turning or bool(
        before
        & {"almost", "turning", "turn", "nearly", "casi", "cumplo", "about", "soon", "over", "under", "not"}
    )
    speaks_of_self = is_about_me or bool({"i", "yo", "tengo", "me", "mi", "soy", "cumpli"} & set(words))
    is_contradicted = len({_my_choice(other.years) for other in ages}) > 1 or (
        ("minor" in said and choice != "me_under18") or ("older" in said and choice != "me_65")
    )
    if not age.is_marked and not speaks_of_self:
        is_near_change = True  # a bare number: likely the age of the person who types
    return Draft(choice, "sure", covered, is_doubtful=is_near_change or is_contradicted)


def _my_choice(years: int) -> str:
    if years < ADULT_FROM_YEARS:
        return "me_under18"
    return "me_65" if years >= OLDER_FROM_YEARS else "me_18_64"


def _someone_else(
    hearing: Hearing, said: set[str], ages: list[Age], covered: frozenset[int], is_doubtful: bool
) -> Draft:
    words = hearing.heard.words
    theirs = [age for age in ages if not _is_mine(words, age)]
    if theirs and len({age.years < ADULT_FROM_YEARS for age in theirs}) == 1:
        choice = "other_under18" if theirs[0].years < ADULT_FROM_YEARS else "other_adult"
        before = set(words[max(0, theirs[0].first - 2) : theirs[0].first])
        return Draft(
            choice,
            "sure",
            covered,
            is_doubtful=is_doubtful or bool(before & {"almost", "turning", "nearly", "casi"}),
        )
    if theirs:
        return Draft(None, covered=covered, is_partial=True)
    if "minor" in said or "other_child" in said:
        is_grown = "adult" in said or "older" in said
        is_sure = hearing.is_sure("minor") if "minor" in said else hearing.is_sure("other_child")
        if is_grown:
            return Draft("other_adult", "sure", covered, is_doubtful=is_doubtful)
        return Draft("other_under18", "sure" if is_sure else "likely", covered, is_doubtful=is_doubtful)
    if "adult" in said or "older" in said:
        return Draft("other_adult", "sure", covered, is_doubtful=is_doubtful)
    if "other_adult" in said:
        is_also_unclear = "other_unsure_age" in said
        return Draft(
            "other_adult",
            "sure" if hearing.is_sure("other_adult") else "likely",
            covered,
            is_doubtful=is_doubtful or is_also_unclear,
        )
    if "other_unsure_age" in said:
        return Draft(None, covered=covered, is_partial=True)
    return Draft("other_adult", "likely", covered, is_doubtful=True)


def _is_possessed(words: tuple[str, ...], age: Age) -> bool:
    """ "my 14 year old": the age stands for the person."""
    return age.first > 0 and words[age.first - 1] in ("my", "our") and age.last > age.first


def _is_mine(words: tuple[str, ...], age: Age) -> bool:
    """Whether "I am", "tengo" stands right before the age, so that it is not the other person's."""
    before = words[max(0, age.first - 3) : age.first]
    if "tengo" in before[-2:] or before[-2:] == ("i", "am") or before[-3:-1] == ("i", "am"):
        return True
    return before[-2:] == ("yo", "tengo")
