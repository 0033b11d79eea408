"""The clinic's own facts: `clinic.yml`, its types and its checks."""

from bot.clinic.fields import Language, LocalText
from bot.clinic.hours import HoursSpan, SpecialDay, WeeklyHours
from bot.clinic.loading import ClinicFileError, load_clinic, read_clinic
from bot.clinic.model import Clinic
from bot.clinic.sections import (
    Booking,
    Branding,
    CrisisLine,
    OnCallPerson,
    Programme,
    Reminders,
    Retention,
    Therapist,
    Way,
)

__all__ = [
    "Booking",
    "Branding",
    "Clinic",
    "ClinicFileError",
    "CrisisLine",
    "HoursSpan",
    "Language",
    "LocalText",
    "OnCallPerson",
    "Programme",
    "Reminders",
    "Retention",
    "SpecialDay",
    "Therapist",
    "Way",
    "WeeklyHours",
    "load_clinic",
    "read_clinic",
]
