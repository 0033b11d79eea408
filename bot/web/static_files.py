"""The page's own scripts and styles, read and compressed once, under an address that changes with their content."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from bot.clinic.model import Clinic
from bot.web import colours
from bot.web.bundles import bundles
from bot.words import Words

FOLDER = Path(__file__).resolve().parent / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
FOREVER = "public, max-age=31536000, immutable"
# The loader's address stands in pages of other people, so it can not change with its content.
AN_HOUR = "public, max-age=3600"
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class InlineScript:
    """The one script that stands in a page, and its name in the policy that lets it run (CSP level 2, hash source)."""

    text: str
    source: str

    @classmethod
    def load(cls) -> InlineScript:
        """Read `early.js`."""
        text = without_comments((FOLDER / "early.js").read_text(encoding="utf-8"))
        digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
        return cls(text, f"'sha256-{digest}'")


@dataclass(frozen=True)
class StaticFile:
    """One file, ready to be sent as it is or compressed."""

    body: bytes
    packed: bytes
    media_type: str
    tag: str

    @classmethod
    def of(cls, text: str, name: str) -> StaticFile:
        body = without_comments(text).encode("utf-8")
        tag = hashlib.sha256(body).hexdigest()[:16]
        return cls(body, gzip.compress(body, 9, mtime=0), TYPES[Path(name).suffix], tag)

    def response(self, request: Request, cache: str) -> Response:
        headers = {"Cache-Control": cache, "ETag": f'"{self.tag}"', "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        if may_pack(request):
            headers["Content-Encoding"] = "gzip"
            return Response(self.packed, headers=headers, media_type=self.media_type)
        return Response(self.body, headers=headers, media_type=self.media_type)


@dataclass(frozen=True)
class StaticFiles:
    """All files by name, the folder name that stands for this set of them, and the loader."""

    files: Mapping[str, StaticFile]
    version: str
    loader: StaticFile

    @classmethod
    def load(cls, clinic: Clinic, words: Words, folder: Path = FOLDER) -> StaticFiles:
        """Read the styles and scripts below `folder`, and make what depends on the clinic."""
        brand = colours.stylesheet(clinic.branding)
        texts = {
            name: brand + (folder / name).read_text(encoding="utf-8") for name in ("chat.css", "demo.css")
        }
        modules = {
            path.stem: without_comments(path.read_text(encoding="utf-8"))
            for path in (folder / "chat").glob("*.js")
        }
        texts |= {f"chat/{name}.js": text for name, text in bundles(modules).items()}
        found = {name: StaticFile.of(text, name) for name, text in texts.items()}
        tags = "".join(f"{name}{file.tag}" for name, file in sorted(found.items()))
        version = hashlib.sha256(tags.encode()).hexdigest()[:12]
        return cls(found, version, StaticFile.of(_loader(clinic, words, folder), "w.js"))

    def address(self, name: str) -> str:
        """Where a file is fetched; raises KeyError for a file that is not there."""
        self.files[name]
        return f"/static/{self.version}/{name}"


def without_comments(text: str) -> str:
    """A script or style without whole-line comments and indentation: a fifth less to fetch, still readable.

    Our files hold no text that runs over several lines, which this would change.
    """
    lines = [line.strip() for line in _BLOCK_COMMENT.sub("", text).splitlines()]
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def may_pack(request: Request) -> bool:
    """Whether the browser takes gzip."""
    return "gzip" in request.headers.get("accept-encoding", "")


def _loader(clinic: Clinic, words: Words, folder: Path) -> str:
    phone = clinic.phone
    said = {
        language: {
            label: text.replace("{clinic_phone}", phone)
            for label, text in words.custom("utter_page_launcher", language).items()
        }
        for language in clinic.languages
    }
    css = (folder / "w.css").read_text(encoding="utf-8").replace("\n", "")
    brand = clinic.branding
    css = css.replace(":host {", f":host {{ --main: {brand.primary}; --on: {brand.on_primary};", 1)
    script = (folder / "w.js").read_text(encoding="utf-8")
    # "<" is written as an escape, so that the texts can never end a script element they may be pasted into.
    setup = json.dumps({"words": said}, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return script.replace("__SETUP__", setup).replace("__STYLE__", json.dumps(css))
