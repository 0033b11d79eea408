"""Rasa without TensorFlow, when nothing that is loaded or trained uses it.

Rasa 3.6.21 imports TensorFlow at start whatever the pipeline: several seconds and 350 MB. Its modules use it at
import only to derive classes and to name types, so stand-ins do; to call one is refused with the way out.
"""

import importlib.abc
import importlib.machinery
import json
import os
import sys
import tarfile
from abc import ABCMeta
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any, FrozenSet, Iterable, Optional, Sequence, Text

import yaml

SETTING = "DOORWAY_ENGINE_ADJUSTMENTS"
"""`off` imports TensorFlow whatever the model needs; see engine/adjustments.py."""

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
    already = [name for name in STOOD_IN_FOR if name in sys.modules]
    if already:
        raise RuntimeError(f"{already[0]} was imported before its stand-in")
    sys.meta_path.insert(0, _Finder())


class _StandInType(ABCMeta):
    """Of a stand-in: its attributes are stand-ins again, and it can be a base class or a type's name."""

    def __getattr__(cls, name: Text) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        made = _made(name)
        setattr(cls, name, made)
        return made

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(f"{cls.__name__} needs TensorFlow; start with {SETTING}=off")

    def __getitem__(cls, item: Any) -> Any:
        return cls


def _made(name: Text) -> Any:
    return _StandInType(name, (), {"__module__": STOOD_IN_FOR[0]})


class _StandInModule(ModuleType):
    __path__: Sequence[Text] = ()

    def __getattr__(self, name: Text) -> Any:
        if name == "__version__":
            return version("tensorflow")
        if name.startswith("__"):
            raise AttributeError(name)
        made = _made(name)
        setattr(self, name, made)
        return made


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, name: Text, path: Optional[Sequence[Text]], target: Optional[ModuleType] = None
    ) -> Optional[importlib.machinery.ModuleSpec]:
        if name.split(".")[0] not in STOOD_IN_FOR:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: attributes appear when they are asked for."""
