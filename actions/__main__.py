"""`python -m actions`: the action server on loopback."""

from __future__ import annotations

import argparse
import logging
import sys

from bot import one_blas_thread  # noqa: F401  # before anything imports numpy

# isort: split
import uvicorn

from actions import booking_form, manage_booking, results, screening_form, session, topics
from actions.parts import Parts
from actions.server import build_app
from bot.clinic import ClinicFileError, load_clinic
from bot.collector import leave_out_what_is_loaded
from bot.settings import Settings, SettingsError
from bot.storage.database import Database
from bot.words import words

ACTIONS = (
    session.SessionStart,
    session.Open,
    screening_form.ScreeningForm,
    screening_form.AskChange,
    results.ShowResult,
    booking_form.ValidateBookingForm,
    booking_form.AskBookingTime,
    booking_form.AskBookingContact,
    booking_form.AskBookingConfirm,
    booking_form.FinishBooking,
    topics.SayTopic,
    topics.Stop,
    topics.Speak,
    topics.AskDelete,
    topics.NothingOpen,
    topics.CallMe,
    manage_booking.ManageBooking,
    manage_booking.AskBookingManage,
    manage_booking.AskBookingCallOff,
)


def main() -> int:
    """Serve until told to stop; a wrong setting or clinic file ends the start with what to mend."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=5055)
    arguments = parser.parse_args()
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO)
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    try:
        settings = Settings.from_environment()
        clinic = load_clinic(settings.clinic_file)
    except (SettingsError, ClinicFileError) as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 2
    parts = Parts(Database(settings.database_url, settings.key), clinic, words(), settings.public_url)
    app = build_app([action(parts) for action in ACTIONS])
    leave_out_what_is_loaded()
    uvicorn.run(app, host="127.0.0.1", port=arguments.port, log_level="warning", access_log=False)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
