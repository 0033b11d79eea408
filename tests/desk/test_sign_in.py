"""Signing in: password, second step, sessions that end, throttling."""

from __future__ import annotations

import re

import pyotp
import pytest
from starlette.applications import Starlette

from bot.desk.tables import sign_in_failures, staff_sessions, staff_users
from bot.storage.tables import audit
from bot.web.parts import Parts
from tests.desk.serving import PASSWORD, Browser, Clock, signed_in


def set_up_second_step(browser: Browser, clock: Clock) -> tuple[pyotp.TOTP, list[str]]:
    """Go through the set-up; returns the app and the recovery codes."""
    page = browser.get("/desk/second-step/set-up").text
    secret = re.search(r'name="secret" value="([A-Z2-7]{32})"', page)
    assert secret
    app = pyotp.TOTP(secret[1])
    answer = browser.post(
        "/desk/second-step/set-up",
        {"secret": secret[1], "code": app.at(clock.at)},
        at="/desk/second-step/set-up",
    )
    assert answer.status_code == 200
    return app, re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", answer.text)


def test_the_first_sign_in_asks_for_a_second_step(strict: Starlette, clock: Clock) -> None:
    """No page opens before the second step is set up; then it is asked each time, and a code works once."""
    browser = Browser(strict)
    assert browser.sign_in("sam").headers["location"] == "/desk/second-step/set-up"
    assert browser.get("/desk").headers["location"] == "/desk/second-step/set-up"
    app, codes = set_up_second_step(browser, clock)
    assert len(codes) == 8
    assert browser.get("/desk").status_code == 200

    later = Browser(strict)
    clock.pass_by(minutes=1)
    assert later.sign_in("sam").headers["location"] == "/desk/second-step"
    assert later.get("/desk").headers["location"] == "/desk/second-step"
    code = app.at(clock.at)
    assert later.post("/desk/second-step", {"code": "000000"}, at="/desk/second-step").status_code == 401
    assert (
        later.post("/desk/second-step", {"code": code}, at="/desk/second-step").headers["location"] == "/desk"
    )
    assert later.get("/desk").status_code == 200

    replay = Browser(strict)
    replay.sign_in("sam")
    assert replay.post("/desk/second-step", {"code": code}, at="/desk/second-step").status_code == 401


def test_a_recovery_code_works_once(strict: Starlette, clock: Clock) -> None:
    """Without the phone one of the codes opens the desk, and never again."""
    browser = Browser(strict)
    browser.sign_in("sam")
    _, codes = set_up_second_step(browser, clock)
    for expected in (303, 401):
        another = Browser(strict)
        another.sign_in("sam")
        answer = another.post("/desk/second-step", {"code": codes[0].upper()}, at="/desk/second-step")
        assert answer.status_code == expected


def test_the_password_step_alone_cannot_change_anything(strict: Starlette, clock: Clock) -> None:
    """Somebody with a stolen password neither sets a new one nor replaces the second step."""
    owner = Browser(strict)
    owner.sign_in("sam")
    set_up_second_step(owner, clock)
    thief = Browser(strict)
    thief.sign_in("sam")
    fields = {
        "password": PASSWORD,
        "new_password": "another long password",
        "repeated": "another long password",
    }
    assert (
        thief.post("/desk/password", fields, at="/desk/second-step").headers["location"]
        == "/desk/second-step"
    )
    stolen = {"secret": "A" * 32, "code": pyotp.TOTP("A" * 32).at(clock.at)}
    answer = thief.post("/desk/second-step/set-up", stolen, at="/desk/second-step")
    assert answer.headers["location"] == "/desk/sign-in"
    assert Browser(strict).sign_in("sam").status_code == 303


@pytest.mark.parametrize(("name", "password"), [("sam", "wrong words here"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_sign_in_tells_nothing(app: Starlette, name: str, password: str) -> None:
    """The same sentence and status for a wrong name and a wrong password, and no session."""
    browser = Browser(app)
    answer = browser.sign_in(name, password)
    assert answer.status_code == 401
    assert "Name and password do not match" in answer.text
    assert "desk" not in browser.http.cookies


def test_too_many_wrong_tries_close_the_door_for_a_while(app: Starlette, parts: Parts, clock: Clock) -> None:
    """After five wrong tries the right password does not help either, from here; 15 minutes later it does."""
    browser = Browser(app)
    for _ in range(5):
        assert browser.sign_in("sam", "wrong words here").status_code == 401
    assert browser.sign_in("sam").status_code == 429
    assert Browser(app, client="10.0.0.2").sign_in("sam").status_code == 303
    clock.pass_by(minutes=15, seconds=1)
    assert browser.sign_in("sam").status_code == 303
    with parts.database.read() as tx:
        kept = {row["key_hash"] for row in tx.execute(sign_in_failures.select()).mappings()}
    assert all(len(key) == 64 for key in kept)


def test_a_session_ends_after_fifteen_idle_minutes(app: Starlette, clock: Clock) -> None:
    """Each click keeps the session; fifteen minutes without one end it."""
    browser = signed_in(app, "lead")
    for _ in range(3):
        clock.pass_by(minutes=14)
        assert browser.get("/desk").status_code == 200
    clock.pass_by(minutes=15, seconds=1)
    assert browser.get("/desk").headers["location"] == "/desk/sign-in"


def test_the_page_asking_by_itself_does_not_keep_the_session(app: Starlette, clock: Clock) -> None:
    """An open queue page that refreshes itself does not hold the desk open for whoever walks by."""
    browser = signed_in(app, "lead")
    for _ in range(14):
        clock.pass_by(minutes=1)
        assert browser.get("/desk/part/urgent").status_code == 200
    clock.pass_by(minutes=1, seconds=1)
    answer = browser.get("/desk/part/urgent")
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/desk/sign-in")


def test_a_session_ends_after_twelve_hours(app: Starlette, clock: Clock) -> None:
    """However busy the day: after twelve hours everybody signs in anew."""
    browser = signed_in(app, "lead")
    for _ in range(72):
        clock.pass_by(minutes=10)
        last = browser.get("/desk")
    assert last.headers["location"] == "/desk/sign-in"


def test_signing_out_ends_the_session_on_the_server(app: Starlette) -> None:
    """A cookie that was copied before is worth nothing after."""
    browser = signed_in(app, "lead")
    copied = browser.http.cookies["desk"]
    assert browser.post("/desk/sign-out", at="/desk").status_code == 303
    browser.http.cookies.set("desk", copied, domain="desk.example", path="/desk")
    assert browser.get("/desk").headers["location"] == "/desk/sign-in"


def test_cookies_and_tokens_are_not_kept_in_the_clear(app: Starlette, parts: Parts) -> None:
    """The database holds hashes of sessions and passwords, argon2id, and nothing that could be used."""
    browser = signed_in(app, "lead")
    token = browser.http.cookies["desk"]
    with parts.database.read() as tx:
        rows = list(tx.execute(staff_sessions.select()).mappings())
        passwords = list(tx.execute(staff_users.select()).mappings())
    assert rows and all(token != row["token_hash"] for row in rows)
    assert all(row["password_hash"].startswith("$argon2id$") for row in passwords)


def test_a_session_changes_its_token_when_it_gains_rights(app: Starlette) -> None:
    """A cookie planted before signing in is not the one that is signed in after."""
    browser = Browser(app)
    browser.http.cookies.set("desk", "planted", domain="desk.example", path="/desk")
    browser.sign_in("sam")
    assert all(cookie.value != "planted" for cookie in browser.http.cookies.jar if cookie.name == "desk") or (
        browser.get("/desk").status_code == 200
    )


def test_a_new_user_chooses_a_password_first(app: Starlette, parts: Parts) -> None:
    """A password made by an admin opens nothing but the page where the own one is chosen."""
    admin = signed_in(app, "admin")
    answer = admin.post(
        "/desk/users", {"name": "newbie", "shown_name": "New B.", "role": "reception"}, at="/desk/users"
    )
    made = re.search(r'<code class="key">([^<]+)</code>', answer.text)
    assert made
    newcomer = Browser(app)
    assert newcomer.sign_in("newbie", made[1]).headers["location"] == "/desk/password"
    assert newcomer.get("/desk").headers["location"] == "/desk/password"
    chosen = "slow green river stones"
    for new, repeated, status in (
        ("short", "short", 400),
        (chosen, "other words here", 400),
        (chosen, chosen, 303),
    ):
        fields = {"password": made[1], "new_password": new, "repeated": repeated}
        assert newcomer.post("/desk/password", fields, at="/desk/password").status_code == status
    assert newcomer.get("/desk").status_code == 200
    assert Browser(app).sign_in("newbie", made[1]).status_code == 401
    with parts.database.read() as tx:
        actions = [row["action"] for row in tx.execute(audit.select().order_by(audit.c.id)).mappings()]
    assert actions.count("user.password") == 1


def test_closing_the_desk_to_a_user_ends_the_session_at_once(app: Starlette) -> None:
    """Somebody who leaves the clinic is out with the next click, and cannot come back."""
    clinician = signed_in(app, "clinician")
    admin = signed_in(app, "admin")
    page = admin.get("/desk/users").text
    row = page[page.index("<td>luis</td>") :]
    closing = re.search(r"/desk/users/[0-9a-f]{32}/disable", row)
    assert closing
    name = "luis"
    assert admin.post(closing[0], at="/desk/users").status_code == 303
    assert clinician.get("/desk").headers["location"] == "/desk/sign-in"
    assert Browser(app).sign_in(name).status_code == 401


def test_admins_cannot_lock_themselves_out(app: Starlette, parts: Parts) -> None:
    """The own name is left to another admin."""
    admin = signed_in(app, "admin")
    with parts.database.read() as tx:
        own = tx.execute(staff_users.select().where(staff_users.c.name == "robin")).mappings().one()["id"]
    assert admin.post(f"/desk/users/{own}/disable", at="/desk/users").status_code == 409
    assert admin.get("/desk/users").status_code == 200
