"""Joins the chat's modules into few files: on a slow line each request costs a way there and back.

The modules stay what they are, files that a browser could load one by one. Joining puts each into a function of its
own, in the order given, so that names do not meet and an error in one leaves those before it at work.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

BUNDLES: Mapping[str, tuple[str, ...]] = {
    "leave": ("kept", "host", "leave", "again"),
    "open": ("page", "waiting", "session"),
    "main": ("speak", "draw", "answers", "outbox", "feed", "main"),
}
"""Each file with its modules, every one behind those it imports. `leave` needs nothing of the others."""

_IMPORT = re.compile(r"^import \{ (\w+(?:, \w+)*) \} from '\./(\w+)\.js';$", re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const) (\w+)", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(?:import|export)\b", re.MULTILINE)


class CannotJoin(ValueError):
    """A module is written in a way that joining does not understand."""


def bundles(modules: Mapping[str, str]) -> dict[str, str]:
    """The text of each file. Raises CannotJoin, also for a module that no file has."""
    missing = set(modules) ^ {name for names in BUNDLES.values() for name in names}
    if missing:
        raise CannotJoin(f"in one place only: {sorted(missing)}")
    home: dict[str, str] = {}
    found = {}
    for bundle, names in BUNDLES.items():
        parts, foreign = [], []
        for name in names:
            for needed in _IMPORT.findall(modules[name]):
                if needed[1] not in home:
                    raise CannotJoin(f"{name} needs {needed[1]}, which stands behind it")
                if home[needed[1]] != bundle:
                    foreign.append(needed[1])
            home[name] = bundle
            parts.append(_as_function(name, modules[name]))
        imports = [
            f"import {{ {_space(name)} }} from './{home[name]}.js';" for name in dict.fromkeys(foreign)
        ]
        exports = f"export {{ {', '.join(map(_space, names))} }};"
        found[bundle] = "\n".join([*imports, *parts, exports]) + "\n"
    return found


def _as_function(name: str, text: str) -> str:
    exported = [match.group(2) for match in _EXPORT.finditer(text)]
    body = _IMPORT.sub(lambda match: f"const {{ {match.group(1)} }} = {_space(match.group(2))};", text)
    body = _EXPORT.sub(r"\1 \2", body)
    if _LEFT_OVER.search(body):
        raise CannotJoin(f"{name}: imports and exports stand on one line each, without renaming")
    return f"const {_space(name)} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();"


def _space(name: str) -> str:
    """The name under which what a module exports is known in the joined file."""
    return f"{name}_js"
