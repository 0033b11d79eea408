"""Nothing from elsewhere, nothing left behind, nothing in an address, and light."""

from __future__ import annotations

import base64
import hashlib
import re

import httpx
import pytest

from bot.clinic import Clinic
from tests.web.person import Person

LOADER_BYTES = 3 * 1024
OPENED_CHAT_BYTES = 20 * 1024
CANARY = "Canary4711"


def test_what_is_typed_stays_out_of_storage_and_addresses(person: Person) -> None:
    """Words, answers and contacts are in no storage of the browser, no address, no title."""
    addresses: list[str] = []
    person.context.on("request", lambda request: addresses.append(request.url))
    person.open_chat()
    person.say(f"what is {CANARY}")
    person.settle()
    person.go_to("booking_contact")
    person.fill({"first_name": CANARY, "phone": "312-555-0123"})
    person.wait_for_question("booking_confirm")
    person.page.wait_for_function("() => sessionStorage.length === 0")
    assert person.page.evaluate("localStorage.length") == 0
    assert person.page.evaluate("document.cookie") == ""
    assert not [address for address in addresses if CANARY in address or "312-555-0123" in address]
    assert person.page.title() == "Chat, Larkfield Office"


@pytest.mark.parametrize(
    "path", ["/chat", "/kept", "/delete", "/left", "/demo", "/w.js", "/v1/events?after=0"]
)
def test_every_answer_carries_the_headers(url: str, path: str) -> None:
    """A strict policy without inline code, no referrer elsewhere, no sniffing, nothing kept in a cache but files."""
    answer = httpx.get(url + path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == ("public, max-age=3600" if path == "/w.js" else "no-store")


def test_only_the_clinics_sites_may_frame_the_chat(url: str, clinic: Clinic) -> None:
    """The chat may stand in frames of the sites in clinic.yml, everything else in none."""
    framed = httpx.get(url + "/chat").headers
    assert (
        f"frame-ancestors 'self' {' '.join(clinic.branding.frame_ancestors)}"
        in framed["content-security-policy"]
    )
    assert "x-frame-options" not in framed
    other = httpx.get(url + "/demo").headers
    assert "frame-ancestors 'none'" in other["content-security-policy"]
    assert other["x-frame-options"] == "DENY"


def test_pages_hold_no_inline_code_but_what_the_policy_names(url: str) -> None:
    """No style or handler stands in the pages, and no script but the chat's first lines, whose hash the policy has."""
    for path in ("/chat", "/chat?language=es", "/kept", "/delete", "/left", "/demo"):
        answer = httpx.get(url + path)
        source, policy = answer.text, answer.headers["content-security-policy"]
        scripts = re.findall(r"<script(?![^>]* src=)[^>]*>(.*?)</script>", source, re.DOTALL)
        assert len(scripts) == (1 if path.startswith("/chat") else 0)
        for script in scripts:
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"script-src 'self' 'sha256-{digest}';" in policy
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=", source) == []


def test_the_loader_is_light(url: str) -> None:
    """What every visitor of the clinic's site loads before a click is at most 3 KB."""
    answer = httpx.get(url + "/w.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) <= LOADER_BYTES


def test_the_opened_chat_is_light(person: Person) -> None:
    """All files of the opened chat, page and first words included, are at most 20 KB as they travel."""
    sizes: dict[str, int] = {}

    def note(response: object) -> None:
        request = response.request  # type: ignore[attr-defined]
        if "/v1/stream" not in request.url:
            sizes[request.url] = request.sizes()["responseBodySize"]

    person.context.on("response", note)
    person.open_chat()
    assert len(sizes) >= 6, sizes
    assert sum(sizes.values()) <= OPENED_CHAT_BYTES
