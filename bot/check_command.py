"""`python -m bot check`: is the clinic's file ready for patients?"""

from pathlib import Path
from typing import TextIO

from bot.clinic import ClinicFileError, load_clinic


def run(path: Path | str, out: TextIO) -> int:
    """Write every problem and warning of the clinic's file to `out`, a line each; 1 if unusable."""
    try:
        clinic = load_clinic(path)
    except ClinicFileError as error:
        for problem in error.problems:
            print(problem, file=out)
        print(f"{path}: cannot be used; problems: {len(error.problems)}", file=out)
        return 1
    for warning in clinic.warnings():
        print(f"{path}: warning: {warning}", file=out)
    print(f"{path}: can be used; therapists: {len(clinic.therapists)}", file=out)
    return 0
