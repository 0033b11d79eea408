"""Rasa without TensorFlow, when nothing that is loaded or trained uses it.

Rasa 3.6.21 imports TensorFlow at start whatever the pipeline: several seconds and 350 MB. Its modules use it at
import only to derive classes and to name types, so stand-ins do; to call one is refused with the way out.
"""

import json
import os
import tarfile
from pathlib import Path
from typing import FrozenSet, Iterable, Text

import yaml

from engine import stand_ins
from engine.stand_ins import SETTING

STOOD_IN_FOR = ("tensorflow", "keras", "tensorflow_text", "tensorflow_hub", "tensorflow_addons")

USES_TENSORFLOW = frozenset(
    {
        "DIETClassifier",
        "ResponseSelector",
        "TEDPolicy",
        "UnexpecTEDIntentPolicy",
        "ConveRTFeaturizer",
        "LanguageModelFeaturizer",
    }
)
"""The components of Rasa 3.6.21 whose modules import TensorFlow for more than a type."""


def may_do_without(components: Iterable[Text]) -> bool:
    """Whether none of these classes (names or dotted paths) needs TensorFlow; a stranger's component may."""
    if os.environ.get(SETTING) == "off":
        return False
    for component in components:
        package = component.split(".")[0] if "." in component else "rasa"
        if package not in ("rasa", "engine") or component.split(".")[-1] in USES_TENSORFLOW:
            return False
    return True


def components_of_archive(archive: Path) -> FrozenSet[Text]:
    """The classes a trained model is made of; raises OSError or KeyError for a file that is no model."""
    with tarfile.open(archive) as packed:
        metadata = packed.extractfile("metadata.json")
        if metadata is None:
            raise KeyError("metadata.json")
        schema = json.load(metadata)["predict_schema"]["nodes"]
    return frozenset(node["uses"] for node in schema.values())


def components_of_config(config: Path) -> FrozenSet[Text]:
    """The classes a configuration names; where it names none, Rasa takes defaults with TensorFlow among them."""
    content = yaml.safe_load(config.read_text(encoding="utf-8"))
    named = [content.get("pipeline"), content.get("policies")]
    if not all(named):
        return USES_TENSORFLOW
    return frozenset(component["name"] for part in named for component in part)


def stand_in() -> None:
    """From here on, in this process, imports of TensorFlow give stand-ins."""
    stand_ins.stand_in_for(STOOD_IN_FOR)
