"""Stand-ins for packages that are imported and never used: to derive from and to name, not to call."""

import importlib.abc
import importlib.machinery
import sys
from abc import ABCMeta
from importlib.metadata import version
from types import ModuleType
from typing import Any, FrozenSet, Iterable, Optional, Sequence, Text

SETTING = "DOORWAY_ENGINE_ADJUSTMENTS"
"""`off` imports the real ones; see engine/adjustments.py."""


def stand_in_for(names: Iterable[Text]) -> None:
    """From here on, in this process, imports of these packages give stand-ins; none may be imported already."""
    names = frozenset(names)
    already = [name for name in names if name in sys.modules]
    if already:
        raise RuntimeError(f"{already[0]} was imported before its stand-in")
    sys.meta_path.insert(0, _Finder(names))


class _StandInType(ABCMeta):
    """Of a stand-in: its attributes are stand-ins again, and it can be a base class or a type's name."""

    def __getattr__(cls, name: Text) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        made = _made(name, cls.__module__)
        setattr(cls, name, made)
        return made

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(f"{cls.__module__}.{cls.__name__} is a stand-in; start with {SETTING}=off")

    def __getitem__(cls, item: Any) -> Any:
        return cls


ERRORS = ("Error", "Exception", "Failure")
"""How the names of errors end: these stand in an `except`, where only a real one may."""


def _made(name: Text, package: Text) -> Any:
    if name.endswith(ERRORS):
        return type(name, (Exception,), {"__module__": package})
    return _StandInType(name, (), {"__module__": package})


class _StandInModule(ModuleType):
    __path__: Sequence[Text] = ()

    def __getattr__(self, name: Text) -> Any:
        if name == "__version__":
            return version(self.__name__.split(".")[0])
        if name.startswith("__"):
            raise AttributeError(name)
        made = _made(name, self.__name__.split(".")[0])
        setattr(self, name, made)
        return made


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, names: FrozenSet[Text]) -> None:
        self._names = names

    def find_spec(
        self, name: Text, path: Optional[Sequence[Text]], target: Optional[ModuleType] = None
    ) -> Optional[importlib.machinery.ModuleSpec]:
        if name.split(".")[0] not in self._names:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: attributes appear when they are asked for."""
