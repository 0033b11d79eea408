"""The chat's modules, joined into few files, do what they do one by one; what cannot be joined stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.web import static_files
from bot.web.bundles import BUNDLES, CannotJoin, bundles

WITHOUT_ANYTHING = {name: "" for names in BUNDLES.values() for name in names}


def test_each_module_keeps_its_names_to_itself() -> None:
    """Two modules may use the same name; what one exports the other gets by importing it, across files too."""
    joined = bundles(
        {
            **WITHOUT_ANYTHING,
            "kept": "const SIZE = 1;\nexport function keep() {}\n",
            "host": "import { keep } from './kept.js';\nconst SIZE = 2;\n",
            "main": "import { keep } from './kept.js';\nkeep();\n",
        }
    )
    assert "const kept_js = (() => {\nconst SIZE = 1;\nfunction keep() {}\n" in joined["leave"]
    assert "return { keep };" in joined["leave"]
    assert "const { keep } = kept_js;\nconst SIZE = 2;" in joined["leave"]
    assert joined["main"].startswith("import { kept_js } from './leave.js';\n")


@pytest.mark.parametrize(
    "name, text",
    [
        ("kept", "import { page } from './page.js';\n"),
        ("main", "import { page as here } from './page.js';\n"),
        ("main", "export default 1;\n"),
        ("another", ""),
    ],
)
def test_what_cannot_be_joined_stops_the_start(name: str, text: str) -> None:
    """An import of something that comes later, a renamed one, a default, a module no file has: each is refused."""
    with pytest.raises(CannotJoin):
        bundles({**WITHOUT_ANYTHING, name: text})


def test_every_module_of_the_chat_is_sent() -> None:
    """No script in the folder is left out of the files that people get."""
    there = {path.stem for path in (static_files.FOLDER / "chat").glob("*.js")}
    assert there == {name for names in BUNDLES.values() for name in names}
    assert all(Path(static_files.FOLDER / "chat" / f"{name}.js").is_file() for name in there)
