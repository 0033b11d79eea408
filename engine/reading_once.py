"""Training reads and checks a YAML file once, not four times at every training.

Rasa 3.6.21 parses each file several times in plain Python and checks it against a schema each time; for our words that
takes far longer than the training itself. A file whose content was read and found good before is neither parsed nor
checked again: what it holds lies in `.rasa/read`, under a hash of content, schema and versions.
"""

import hashlib
import os
import pickle
from importlib.metadata import version
from pathlib import Path
from typing import Any, Callable, List, Text, Union

from engine.without_tensorflow import SETTING

CHECKED_AGAINST = "3.6.21"
FOLDER = Path(".rasa/read")


def read_once(folder: Path = FOLDER) -> Callable[[], None]:
    """Put both memories in place for this process; returns what takes them away. Another Rasa is left as it is."""
    if os.environ.get(SETTING) == "off" or version("rasa") != CHECKED_AGAINST:
        return lambda: None
    import rasa.shared.utils.io as reading
    import rasa.shared.utils.validation as checking

    parse, check = reading.read_yaml, checking.validate_yaml_schema
    folder.mkdir(parents=True, exist_ok=True)

    def read_yaml(content: Text, reader_type: Union[Text, List[Text]] = "safe") -> Any:
        if reader_type != "safe":
            return parse(content, reader_type)
        path = folder / f"{_key('read', content)}.pickle"
        if path.exists():
            return pickle.loads(path.read_bytes())
        found = parse(content, reader_type)
        _write(path, pickle.dumps(found))
        return found

    def validate_yaml_schema(yaml_file_content: Text, schema_path: Text, *args: Any, **kwargs: Any) -> None:
        path = folder / f"{_key('good', yaml_file_content, str(schema_path))}.good"
        if not path.exists():
            check(yaml_file_content, schema_path, *args, **kwargs)
            _write(path, b"")

    reading.read_yaml, checking.validate_yaml_schema = read_yaml, validate_yaml_schema

    def undo() -> None:
        reading.read_yaml, checking.validate_yaml_schema = parse, check

    return undo


def _key(*parts: Text) -> Text:
    digest = hashlib.sha256(f"{CHECKED_AGAINST} {version('ruamel.yaml')}".encode())
    for part in parts:
        digest.update(b"\0" + part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a training that is stopped must not leave half a file to the next."""
    half = path.with_suffix(f".{os.getpid()}")
    half.write_bytes(content)
    half.replace(path)
