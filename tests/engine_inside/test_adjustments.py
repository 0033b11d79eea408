"""Each adjustment of Rasa: what comes out is the same with and without it. Runs inside the engine's environment."""

import asyncio
import gc
import os
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import dumps, loads
from pathlib import Path
from threading import Thread
from unittest import mock

import jsonschema
import rasa
import rasa.core.run
from rasa.core.actions.action import RemoteAction
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from engine import adjustments

PROJECT = Path(__file__).resolve().parent.parent.parent
MODEL = PROJECT / "models" / "doorway.tar.gz"

SLOT = {"type": "any", "mappings": [{"type": "custom"}]}

GOOD = (
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "home", "value": ["a", 1]}], "responses": [{"text": "x"}]},
    {"events": [{"event": "action", "name": "action_listen", "policy": None, "confidence": None}]},
    {"events": [{"event": "slot", "name": "home", "value": None, "timestamp": 1.5, "metadata": {"a": 1}}]},
    {},
)
BAD = (
    {"events": {}},
    {"events": ["slot"], "responses": []},
    {"events": [{"event": "slot", "value": 1}], "responses": []},
    {"events": [{"event": "slot", "name": "home", "value": 1}, {"event": "slot", "name": 1, "value": 1}]},
    {"events": [{"event": "slot", "name": "home", "value": 1, "timestamp": True}]},
    {"events": [{"event": "slot", "name": "home", "value": 1, "metadata": "text"}]},
    {"events": [{"event": "no such event"}], "responses": []},
    {"events": [], "responses": ["text"]},
    [],
)


def with_and_without(adjust, look):
    """What `look` sees without the adjustment and with it."""
    without = look()
    undo = adjust()
    try:
        return without, look()
    finally:
        undo()


class OneValidator(unittest.TestCase):
    def test_the_same_responses_are_good_and_bad(self):
        """What Rasa refuses from an action server is refused with one validator too, and nothing else."""
        action = RemoteAction("action_any", None)

        def verdicts():
            found = []
            for response in GOOD + BAD:
                try:
                    found.append(action._validate_action_result(response))
                except jsonschema.ValidationError as problem:
                    found.append(list(problem.absolute_path))
            return found

        without, adjusted = with_and_without(adjustments.keep_one_validator, verdicts)
        self.assertEqual(without, adjusted)
        self.assertEqual([verdict is True for verdict in adjusted], [True] * len(GOOD) + [False] * len(BAD))


class EventClasses(unittest.TestCase):
    def test_every_event_is_found_as_before(self):
        """Each kind of event is read back as the same class; an unknown kind is refused."""
        names = [
            "slot",
            "action",
            "user",
            "bot",
            "active_loop",
            "session_started",
            "loop_interrupted",
            "rewind",
        ]
        names += ["action_execution_rejected", "form", "followup", "restart", "topic", "pause", "reset_slots"]

        def classes():
            return [Event.resolve_by_type(name) for name in names * 2]

        without, adjusted = with_and_without(adjustments.remember_event_classes, classes)
        self.assertEqual(without, adjusted)
        undo = adjustments.remember_event_classes()
        self.addCleanup(undo)
        for _ in range(2):
            with self.assertRaises(ValueError):
                deserialise_events([{"event": "no such event"}])


class Frozen(unittest.IsolatedAsyncioTestCase):
    async def test_the_agent_is_loaded_as_before(self):
        """Freezing hands on what was loaded, and the collector still finds new garbage."""

        async def load(*args):
            return args

        with mock.patch.object(rasa.core.run, "load_agent_on_start", load):
            undo = adjustments.freeze_what_was_loaded()
            try:
                self.assertEqual(await rasa.core.run.load_agent_on_start("model", 1), ("model", 1))
                self.assertGreater(gc.get_freeze_count(), 1000)
                ring = []
                ring.append(ring)
                del ring
                self.assertGreaterEqual(gc.collect(), 1)
            finally:
                undo()
                gc.unfreeze()


class Server:
    """An action server that notes its calls, and from which connection each came."""

    def __init__(self):
        self.calls = []
        self.connections = set()
        self.digest = None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                call = loads(self.rfile.read(int(self.headers["content-length"])))
                outer.calls.append(call)
                outer.connections.add(self.client_address)
                status, answer = outer.answer(call)
                body = dumps(answer).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = EndpointConfig(f"http://127.0.0.1:{self._server.server_address[1]}/webhook")
        Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, call):
        """As the SDK: a domain is kept by its digest, and asked for when another is meant."""
        if call.get("next_action") == "action_broken":
            return 500, {"error": "broken"}
        if call.get("domain"):
            self.digest = call.get("domain_digest")
        elif call.get("domain_digest") != self.digest or self.digest is None:
            return 449, {"error": "domain"}
        return 200, {"events": [], "responses": [{"text": "hello"}]}

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


class CallsOfActions(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.domain = Domain.from_dict({"intents": ["greet"], "actions": ["action_any", "action_broken"]})

    async def run_action(self, name="action_any", domain=None):
        tracker = DialogueStateTracker("someone", [])
        action = RemoteAction(name, self.server.endpoint)
        events = await action.run(None, None, tracker, domain or self.domain)
        return [event.as_dict()["text"] for event in events]

    async def test_one_connection_serves_many_calls(self):
        """Many calls go through one connection, with the answers they had through many."""
        without = [await self.run_action() for _ in range(3)]
        self.assertEqual(len(self.server.connections), 3)
        self.server.connections.clear()
        self.addCleanup(adjustments.keep_connections_open())
        adjusted = [await self.run_action() for _ in range(3)]
        self.assertEqual((without, len(self.server.connections)), (adjusted, 1))
        await rasa.core.run.close_resources(mock.Mock(ctx=mock.Mock(agent=None)), None)

    async def test_calls_side_by_side_do_not_wait_for_each_other(self):
        """Calls at the same time get a connection each."""
        self.addCleanup(adjustments.keep_connections_open())
        await asyncio.gather(*(self.run_action() for _ in range(4)))
        self.assertEqual(len(self.server.calls), 4)
        await rasa.core.run.close_resources(mock.Mock(ctx=mock.Mock(agent=None)), None)

    async def test_a_failing_action_fails_as_before(self):
        """An error of the action server is the same error for the dialogue, and is not sent twice."""
        self.addCleanup(adjustments.keep_connections_open())
        self.addCleanup(adjustments.send_the_domain_once())
        with self.assertRaises(rasa.shared.exceptions.RasaException):
            await self.run_action("action_broken")
        self.assertEqual(len(self.server.calls), 1)
        await rasa.core.run.close_resources(mock.Mock(ctx=mock.Mock(agent=None)), None)

    async def test_the_domain_is_sent_once(self):
        """The action server gets the whole domain once, and again after it was restarted or the domain changed."""
        without = await self.run_action()
        whole = self.server.calls[-1]["domain"]
        self.server.digest = None
        self.server.calls.clear()
        self.addCleanup(adjustments.send_the_domain_once())
        self.assertEqual([await self.run_action() for _ in range(3)], [without] * 3)
        self.assertEqual([call.get("domain") for call in self.server.calls], [None, whole, None, None])
        self.server.calls.clear()
        self.server.digest = None
        await self.run_action()
        self.assertEqual([call.get("domain") for call in self.server.calls], [None, whole])
        other = Domain.from_dict({"intents": ["bye"], "actions": ["action_any"]})
        await self.run_action(domain=other)
        self.assertEqual(self.server.calls[-1]["domain"], other.as_dict())

    async def test_the_call_is_otherwise_the_same(self):
        """Besides the domain nothing of a call is another."""
        tracker = DialogueStateTracker("someone", [])
        action = RemoteAction("action_any", self.server.endpoint)

        def call():
            return action._action_call_format(tracker, self.domain)

        without, adjusted = with_and_without(adjustments.send_the_domain_once, call)
        del without["domain"], adjusted["domain_digest"]
        self.assertEqual(without, adjusted)

    async def test_only_the_events_of_this_turn_are_sent(self):
        """Besides the events of earlier turns nothing of a call is another; a talk without a message sends all."""
        domain = Domain.from_dict({"intents": ["greet"], "slots": {"home": SLOT}, "actions": ["action_any"]})
        turn = [UserUttered("hello", {"name": "greet"}), SlotSet("home", 1), ActionExecuted("action_listen")]
        start = [ActionExecuted("action_session_start"), SessionStarted()]
        action = RemoteAction("action_any", self.server.endpoint)
        for earlier, this_turn in ((start, []), (start, turn), ([*start, *turn], turn)):
            tracker = DialogueStateTracker.from_events(
                "someone", [*earlier, *this_turn], domain.slots, domain=domain
            )

            def call(tracker=tracker):
                return action._action_call_format(tracker, domain)

            without, adjusted = with_and_without(adjustments.send_the_events_of_this_turn, call)
            every, sent = without["tracker"].pop("events"), adjusted["tracker"].pop("events")
            self.assertEqual(without, adjusted)
            self.assertEqual(sent, every[-len(this_turn or earlier) :])

    async def test_another_error_of_the_transport_is_not_repeated(self):
        """Only the wish for the domain is answered with a second call."""
        self.addCleanup(adjustments.send_the_domain_once())
        with self.assertRaises(ClientResponseError):
            await self.server.endpoint.request(json={"next_action": "action_broken"})
        self.assertEqual(len(self.server.calls), 1)


@unittest.skipUnless(MODEL.exists(), "no trained model: make train")
class DomainOfTheModel(unittest.TestCase):
    def test_both_forms_of_the_domain_are_one(self):
        """The domain a model holds as JSON is the domain it holds as YAML."""
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            storage, metadata = LocalModelStorage.from_model_archive(Path(folder), MODEL)
            provider = DomainProvider.load({}, storage, Resource("domain_provider"), None)
            self.assertEqual(provider.provide_inference().as_dict(), metadata.domain.as_dict())
            self.assertEqual(provider.provide_inference().fingerprint(), metadata.domain.fingerprint())
        self.addCleanup(adjustments.read_the_domain_once())
        with tempfile.TemporaryDirectory() as folder:
            storage, metadata = LocalModelStorage.from_model_archive(Path(folder), MODEL)
            provider = DomainProvider.load({}, storage, Resource("domain_provider"), None)
            self.assertIs(provider.provide_inference(), metadata.domain)


class WhenTheyApply(unittest.TestCase):
    def test_another_version_of_rasa_is_refused(self):
        """A version nobody has checked stops the start and names the way out."""
        with mock.patch.object(rasa, "__version__", "3.6.22"), self.assertRaisesRegex(SystemExit, "=off"):
            adjustments.apply()

    def test_one_setting_turns_all_off(self):
        """With the setting off nothing of Rasa is touched, whatever its version."""
        before = [vars(RemoteAction)["_validate_action_result"], vars(Event)["resolve_by_type"]]
        before += [vars(EndpointConfig)["session"], vars(EndpointConfig)["request"]]
        with mock.patch.dict(os.environ, {adjustments.SETTING: "off"}):
            adjustments.apply()
        after = [vars(RemoteAction)["_validate_action_result"], vars(Event)["resolve_by_type"]]
        after += [vars(EndpointConfig)["session"], vars(EndpointConfig)["request"]]
        self.assertEqual(before, after)

    def test_a_misspelt_setting_is_refused(self):
        """Neither on nor off is no setting."""
        with mock.patch.dict(os.environ, {adjustments.SETTING: "no"}), self.assertRaises(SystemExit):
            adjustments.apply()


if __name__ == "__main__":
    unittest.main()
