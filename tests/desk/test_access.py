"""Every route times every role, from the one table."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette

from bot.desk.access import PAGES
from bot.desk.page import ANYONE, HALFWAY, Page
from bot.desk.users import ROLES
from bot.storage.tables import audit
from bot.web.parts import Parts
from tests.desk.serving import Browser, signed_in

SIGN_IN = "/desk/sign-in"


@pytest.fixture(scope="module")
def at_the_desk(demo: Starlette) -> dict[str, Browser]:
    """A signed-in browser for each role, and one that is not."""
    return {role: signed_in(demo, role) for role in ROLES} | {"signed_out": Browser(demo)}


@pytest.fixture(scope="module")
def paths(demo: Starlette, at_the_desk: dict[str, Browser]) -> dict[str, str]:
    """A real value for each placeholder of a path."""
    queue = at_the_desk["lead"].get("/desk").text
    people = at_the_desk["admin"].get("/desk/users").text
    found = re.search(r"/desk/case/([0-9A-Z]{8})", queue)
    staff = re.search(r"/desk/users/([0-9a-f]{32})/reset", people)
    assert found and staff
    return {
        "reference": found[1],
        "staff_id": staff[1],
        "number:int": "1",
        "alert_id": "0" * 32,
        "token": "nobody",
        "rest:path": "no/such/page",
    }


def filled(page: Page, paths: dict[str, str]) -> str:
    return re.sub(r"\{([^}]+)\}", lambda found: paths[found[1]], page.path)


@pytest.mark.parametrize("page", [page for page in PAGES if page.method == "GET"], ids=lambda page: page.name)
@pytest.mark.parametrize("role", [*ROLES, "signed_out"])
def test_pages_open_for_the_roles_of_the_table(
    page: Page, role: str, at_the_desk: dict[str, Browser], paths: dict[str, str]
) -> None:
    """A page opens for the roles the table names, refuses every other role and sends the signed-out to sign-in."""
    answer = at_the_desk[role].get(filled(page, paths))
    if page.roles == ANYONE:
        assert answer.status_code in ((404,) if page.name in ("nothing", "feed") else (200, 303))
    elif role == "signed_out":
        assert answer.status_code == 401 if page.is_quiet else answer.headers["location"] == SIGN_IN
        assert "csrf" not in answer.text
    elif page.roles == HALFWAY or role in page.roles:
        assert answer.status_code in (200, 303)
    else:
        assert answer.status_code == 403
        assert "Your role does not open this page" in answer.text


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.method == "POST" and page.roles != ANYONE],
    ids=lambda page: page.name,
)
@pytest.mark.parametrize("role", [*ROLES, "signed_out"])
def test_forms_are_taken_from_the_roles_of_the_table_alone(
    page: Page, role: str, at_the_desk: dict[str, Browser], paths: dict[str, str]
) -> None:
    """Whoever may not is refused whatever the form says; the others get as far as the token, which is wrong here."""
    answer = at_the_desk[role].http.post(
        filled(page, paths), data={"csrf": "0" * 64}, headers={"origin": "http://desk.example"}
    )
    if role == "signed_out":
        assert answer.status_code == 401
        return
    assert answer.status_code == 403
    is_refused_by_role = "Your role does not open this page" in answer.text
    assert is_refused_by_role == (page.roles != HALFWAY and role not in page.roles)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.method == "POST"], ids=lambda page: page.name
)
@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_forms_from_elsewhere_are_refused(
    page: Page, origin: str, at_the_desk: dict[str, Browser], paths: dict[str, str]
) -> None:
    """A form that another site sends, or that does not say where it comes from, changes nothing."""
    lead = at_the_desk["lead"]
    answer = lead.http.post(
        filled(page, paths), data={"csrf": lead.token("/desk")}, headers={"origin": origin} if origin else {}
    )
    assert answer.status_code == 403
    assert "sent from somewhere else" in answer.text


def test_refusals_are_on_record(demo_parts: Parts, at_the_desk: dict[str, Browser]) -> None:
    """Somebody who tries a page of another role stands in the audit log, by name and page."""
    at_the_desk["admin"].get("/desk/urgent")
    with demo_parts.database.read() as tx:
        rows = tx.execute(audit.select().order_by(audit.c.id.desc()).limit(1)).mappings().one()
    assert (rows["actor"], rows["action"], rows["subject"]) == (
        "staff:robin",
        "access.refused",
        "page:urgent",
    )


def test_no_page_is_cached_framed_or_loads_from_elsewhere(at_the_desk: dict[str, Browser]) -> None:
    """Pages of the desk stay in no cache and no frame, and run only their own files."""
    for path in ("/desk", SIGN_IN, "/desk/insight"):
        headers = at_the_desk["lead"].get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self';" in policy and "unsafe" not in policy


def test_no_role_but_readers_sees_answers(at_the_desk: dict[str, Browser], paths: dict[str, str]) -> None:
    """Reception's pages name no level, no kind of danger and no answer of anybody."""
    for path in ("/desk", "/desk/urgent", f"/desk/case/{paths['reference']}", "/desk/bookings?view=week"):
        page = at_the_desk["reception"].get(path).text
        for word in ("Residential", "Outpatient", "Detox", "suicide", "Alcohol", "Emergency"):
            assert word not in page, (path, word)
