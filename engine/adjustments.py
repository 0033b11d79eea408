"""The few places where Rasa is changed at run time for speed, each with its reason; what it says stays the same.

Checked against Rasa 3.6.21 alone: another version is refused until its sources were read again and the tests in
`tests/engine_inside/test_adjustments.py` hold. `DOORWAY_ENGINE_ADJUSTMENTS=off` turns all off, the stand-ins for
TensorFlow included. Figures: docs/performance.md.
"""

import asyncio
import functools
import gc
import hashlib
import json
import os
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Text, Tuple, Type

import aiohttp
import jsonschema
import rasa
import rasa.core.run
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from engine.quick_prediction import look_only_at_rules_that_may_match, run_the_graph_in_its_order
from engine.replacing import Undo, replace, undo_all

CHECKED_AGAINST = "3.6.21"
SETTING = "DOORWAY_ENGINE_ADJUSTMENTS"

CLOSE_IDLE_AFTER_SECONDS = 2.0
"""Below the five seconds after which the action server closes an idle connection: never send into a closing one."""

DOMAIN_IS_MISSING = 449
"""What the action server answers when it has not this domain; the status the SDK's own server uses."""


def are_on() -> bool:
    """Whether the setting leaves the adjustments on; anything but `on` and `off` stops the start."""
    value = os.environ.get(SETTING, "on")
    if value not in ("on", "off"):
        raise SystemExit(f"{SETTING} must be on or off.")
    return value == "on"


def apply() -> None:
    """Apply all of them; a version of Rasa nobody has checked stops the start and says what can be done."""
    if not are_on():
        return
    if rasa.__version__ != CHECKED_AGAINST:
        raise SystemExit(
            f"The adjustments were checked against Rasa {CHECKED_AGAINST}, this is {rasa.__version__}: "
            f"set {SETTING}=off, or read engine/adjustments.py against its sources."
        )
    for adjust in ALL:
        adjust()


def keep_one_validator() -> Undo:
    """Rasa checks the JSON schema of action responses itself anew at every response; once is enough.

    Nearly all events are slots that are set, and the schema tries 23 kinds of event on each: a plain one is passed
    by without it.
    """
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def _validate_action_result(self: RemoteAction, result: Dict[Text, Any]) -> bool:
        if validator.is_valid(_without_plain_slots(result)):
            return True
        problem = jsonschema.exceptions.best_match(validator.iter_errors(result))
        problem.message += ". The action server's response is not what Rasa expects."
        raise problem

    return replace(RemoteAction, "_validate_action_result", _validate_action_result)


def _without_plain_slots(result: Any) -> Any:
    """The response without the events that are good beyond doubt."""
    events = result.get("events") if isinstance(result, dict) else None
    if not isinstance(events, list):
        return result
    return {**result, "events": [event for event in events if not _is_plain_slot(event)]}


def _is_plain_slot(event: Any) -> bool:
    return (
        isinstance(event, dict)
        and event.get("event") == "slot"
        and isinstance(event.get("name"), str)
        and "value" in event
        and type(event.get("timestamp")) in (type(None), int, float)
        and event.get("metadata") is None
    )


def remember_event_classes() -> Undo:
    """Rasa finds the class of every event it reads by walking all subclasses; the answer never changes."""
    look_up = Event.resolve_by_type
    known: Dict[Text, Type[Event]] = {}

    def resolve_by_type(type_name: Text, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
        found = known.get(type_name)
        if found is None:
            found = look_up(type_name, default)
            if found is not None and found.type_name == type_name:
                known[type_name] = found
        return found

    return replace(Event, "resolve_by_type", staticmethod(resolve_by_type))


def freeze_what_was_loaded() -> Undo:
    """The loaded model and its libraries are a million objects that stay; the collector need not walk them again."""
    load = rasa.core.run.load_agent_on_start

    @functools.wraps(load)
    async def load_agent_on_start(*args: Any, **kwargs: Any) -> Any:
        agent = await load(*args, **kwargs)
        gc.collect()
        gc.freeze()
        return agent

    return replace(rasa.core.run, "load_agent_on_start", load_agent_on_start)


def keep_connections_open() -> Undo:
    """Rasa opens a connection for each call of an action and closes it again; here it is used for the next one."""
    make = EndpointConfig.session
    kept: List[Tuple[EndpointConfig, _KeptSession]] = []

    def session(self: EndpointConfig) -> "_KeptSession":
        loop = asyncio.get_running_loop()
        for endpoint, session in kept:
            if endpoint is self and session.loop is loop and not session.is_closed:
                return session
        plain = make(self)
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=CLOSE_IDLE_AFTER_SECONDS)
        opened = aiohttp.ClientSession(
            headers=plain.headers,
            auth=plain.auth,
            timeout=plain.timeout,
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        plain._connector._close()  # never used, so there is nothing to wait for
        session = _KeptSession(opened, loop)
        kept[:] = [(e, s) for e, s in kept if e is not self] + [(self, session)]
        return session

    close = rasa.core.run.close_resources

    @functools.wraps(close)
    async def close_resources(*args: Any, **kwargs: Any) -> None:
        await close(*args, **kwargs)
        for _, session in kept:
            await session.close()

    undo_session = replace(EndpointConfig, "session", session)
    undo_close = replace(rasa.core.run, "close_resources", close_resources)

    return undo_all(undo_session, undo_close)


class _KeptSession:
    """A session that stays open behind `async with`."""

    def __init__(self, session: aiohttp.ClientSession, loop: asyncio.AbstractEventLoop) -> None:
        self._session = session
        self.loop = loop

    @property
    def is_closed(self) -> bool:
        return self._session.closed

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: Any) -> None:
        """Stays open for the next call."""

    async def close(self) -> None:
        await self._session.close()


def send_the_domain_once() -> Undo:
    """Rasa sends the whole domain, every response text of it, with each call of an action.

    The SDK keeps a domain by its digest and asks for it, with status 449, when it has another one or was restarted.
    """
    describe = RemoteAction._action_call_format
    request = EndpointConfig.request
    domains: Dict[Text, Dict[Text, Any]] = {}
    digests: List[Tuple[Domain, Text]] = []

    def digest_of(domain: Domain) -> Text:
        for known, digest in digests:
            if known is domain:
                return digest
        content = domain.as_dict()
        digest = hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
        domains[digest] = content
        digests[:] = [*digests[-3:], (domain, digest)]
        return digest

    def _action_call_format(
        self: RemoteAction, tracker: DialogueStateTracker, domain: Domain
    ) -> Dict[Text, Any]:
        call = describe(self, tracker, _NoDomain(domain))
        del call["domain"]
        call["domain_digest"] = digest_of(domain)
        return call

    async def request_again(self: EndpointConfig, *args: Any, **kwargs: Any) -> Any:
        try:
            return await request(self, *args, **kwargs)
        except ClientResponseError as problem:
            call = kwargs.get("json") or {}
            digest = call.get("domain_digest")
            if problem.status != DOMAIN_IS_MISSING or digest not in domains:
                raise
        return await request(self, *args, **{**kwargs, "json": {**call, "domain": domains[digest]}})

    undo_call = replace(RemoteAction, "_action_call_format", _action_call_format)
    undo_request = replace(EndpointConfig, "request", request_again)

    return undo_all(undo_call, undo_request)


def send_the_events_of_this_turn() -> Undo:
    """Rasa sends every event of the session with each call of an action; ours read slots and the newest message.

    `tests/engine/test_actions_and_events.py` holds the actions to that.
    """
    describe = RemoteAction._action_call_format

    def _action_call_format(
        self: RemoteAction, tracker: DialogueStateTracker, domain: Domain
    ) -> Dict[Text, Any]:
        return describe(self, _ThisTurn(tracker), domain)

    return replace(RemoteAction, "_action_call_format", _action_call_format)


def read_the_domain_once() -> Undo:
    """A model holds its domain twice, as JSON and as YAML; parsing and checking the YAML takes longer than the rest."""
    unpack = LocalModelStorage.from_model_archive.__func__
    load = DomainProvider.load.__func__
    domains: List[Tuple[LocalModelStorage, Domain]] = []

    def from_model_archive(
        cls: Type[LocalModelStorage], storage_path: Path, model_archive_path: Any
    ) -> Tuple[LocalModelStorage, ModelMetadata]:
        storage, metadata = unpack(cls, storage_path, model_archive_path)
        domains[:] = [(storage, metadata.domain)]
        return storage, metadata

    def load_provider(
        cls: Type[DomainProvider],
        config: Dict[Text, Any],
        model_storage: Any,
        resource: Any,
        execution_context: Any,
        **kwargs: Any,
    ) -> DomainProvider:
        for storage, domain in domains:
            if storage is model_storage:
                return cls(model_storage, resource, domain)
        return load(cls, config, model_storage, resource, execution_context, **kwargs)

    undo_unpack = replace(LocalModelStorage, "from_model_archive", classmethod(from_model_archive))
    undo_load = replace(DomainProvider, "load", classmethod(load_provider))

    return undo_all(undo_unpack, undo_load)


class _ThisTurn:
    """Stands for the tracker while Rasa describes a call: its events begin with the newest message."""

    def __init__(self, tracker: DialogueStateTracker) -> None:
        self._tracker = tracker

    def __getattr__(self, name: Text) -> Any:
        return getattr(self._tracker, name)

    def current_state(self, event_verbosity: EventVerbosity) -> Dict[Text, Any]:
        events: List[Dict[Text, Any]] = []
        for event in reversed(self._tracker.events):
            events.append(event.as_dict())
            if isinstance(event, UserUttered):
                break
        return {**self._tracker.current_state(EventVerbosity.NONE), "events": events[::-1]}


class _NoDomain:
    """Stands for the domain while Rasa describes a call, so that it is not turned into a dictionary in vain."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain

    def __getattr__(self, name: Text) -> Any:
        return getattr(self._domain, name)

    def as_dict(self) -> Dict[Text, Any]:
        return {}


ALL: Tuple[Callable[[], Undo], ...] = (
    keep_one_validator,
    remember_event_classes,
    freeze_what_was_loaded,
    keep_connections_open,
    send_the_domain_once,
    send_the_events_of_this_turn,
    read_the_domain_once,
    run_the_graph_in_its_order,
    look_only_at_rules_that_may_match,
)
