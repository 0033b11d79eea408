"""What the engine remembers: bounded, versioned, right after a kill. Runs inside the engine's environment."""

import base64
import os
import sqlite3
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from engine import tracker_store
from engine.tracker_store import AnotherEngineWroteHere, SealedTrackerStore
from engine.whole_turns import SECTION_SLOT, TURNS_A_SESSION, renewal

DOMAIN = Domain.from_dict(
    {
        "intents": ["answer"],
        "slots": {
            name: {"type": "any", "mappings": [{"type": "custom"}]}
            for name in ("home", SECTION_SLOT, "empty")
        },
        "forms": {"some_form": {"required_slots": ["home"]}},
    }
)
REPLIES = [{"response": "utter_a", "text": "a canary of the replies", "buttons": [], "custom": {}}]


class Memory(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "engine.db"
        key = base64.urlsafe_b64encode(os.urandom(32)).decode()
        patch = mock.patch.dict(os.environ, {"DOORWAY_KEY": key})
        patch.start()
        self.addCleanup(patch.stop)

    def store(self, **settings):
        store = SealedTrackerStore(DOMAIN, db=f"sqlite:///{self.file}", **settings)
        self.addCleanup(store._engine.dispose)
        return store

    async def turn(self, store, sender, number, replies=None):
        """One turn as the processor takes it: retrieve, add events, save."""
        tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
        tracker.update(UserUttered(f"canary {number}", {"name": "answer"}), DOMAIN)
        tracker.update(SlotSet("home", number), DOMAIN)
        tracker.update(ActionExecuted("action_listen"), DOMAIN)
        store.save_turn(tracker, f"m{number}", replies or REPLIES, starts_session=False)
        return tracker

    async def test_nothing_stored_is_lost_with_the_memory(self):
        """A process that was killed knows every stored turn again: events, slots and replies."""
        first = self.store()
        for number in range(1, 5):
            before = await self.turn(first, "a", number)
        after = await self.store().retrieve("a")
        self.assertEqual(
            [event.as_dict() for event in before.events], [event.as_dict() for event in after.events]
        )
        self.assertEqual(after.get_slot("home"), 4)
        self.assertEqual(self.store().replies_of("a", "m2"), REPLIES)

    async def test_engines_may_start_at_the_same_moment(self):
        """The table appears between an engine's look and its own making of it: it goes on with what is there."""
        made = tracker_store._metadata.create_all
        asked = []

        def create_all(engine, **how):
            asked.append(engine)
            # The first look finds nothing, as it does when the other engine is a moment ahead.
            made(engine, checkfirst=len(asked) > 1, **how)

        self.store()
        with mock.patch.object(tracker_store._metadata, "create_all", create_all):
            await self.turn(self.store(), "a", 1)
        self.assertEqual(len(asked), 2)

    async def test_what_another_engine_wrote_is_seen(self):
        """A tracker in memory that another engine has gone on with is read anew, not gone on with."""
        one, two = self.store(), self.store()
        await self.turn(one, "a", 1)
        await self.turn(two, "a", 2)
        await self.turn(one, "a", 3)
        self.assertEqual((await two.retrieve("a")).get_slot("home"), 3)
        self.assertEqual(len((await one.retrieve("a")).events), 9)

    async def test_two_engines_in_one_turn_do_not_both_store(self):
        """Of two engines that handle a conversation at the same time one is refused, and its memory is dropped."""
        one, two = self.store(), self.store()
        await self.turn(one, "a", 1)
        late = await one.retrieve("a")
        await self.turn(two, "a", 2)
        late.update(SlotSet("home", "late"), DOMAIN)
        with self.assertRaises(AnotherEngineWroteHere):
            one.save_turn(late, "m3", REPLIES, starts_session=False)
        self.assertEqual((await one.retrieve("a")).get_slot("home"), 2)

    async def test_a_message_id_is_stored_once(self):
        """The same message handled twice leaves one turn and its first replies."""
        one, two = self.store(), self.store()
        await self.turn(one, "a", 1)
        with self.assertRaises(AnotherEngineWroteHere):
            await self.turn(two, "a", 1, replies=[])
        self.assertEqual(two.replies_of("a", "m1"), REPLIES)

    async def test_the_bound_holds_and_costs_no_turn(self):
        """Only so many trackers stay in memory; a turn under way is stored also when others pushed it out."""
        store = self.store(live_trackers=2)
        for sender in "abcd":
            await self.turn(store, sender, 1)
        self.assertEqual(len(store._live), 2)
        under_way = await store.retrieve("a")
        for sender in "bcd":
            await self.turn(store, sender, 2)
        under_way.update(SlotSet("home", "kept"), DOMAIN)
        store.save_turn(under_way, "m2", REPLIES, starts_session=False)
        self.assertEqual((await self.store().retrieve("a")).get_slot("home"), "kept")
        self.assertEqual((len(store._live), len(store._in_turn)), (2, 1 if "a" in store._in_turn else 0))

    async def test_a_turn_that_was_given_up_is_forgotten(self):
        """Events that were never stored are not in the next turn."""
        store = self.store()
        await self.turn(store, "a", 1)
        tracker = await store.retrieve("a")
        tracker.update(SlotSet("home", "never stored"), DOMAIN)
        self.assertEqual((await store.retrieve("a")).get_slot("home"), 1)

    async def test_forgetting_leaves_nothing(self):
        """After forgetting, neither memory nor file knows the conversation."""
        store = self.store()
        await self.turn(store, "a", 1)
        await self.turn(store, "b", 1)
        self.assertEqual(store.forget("a"), 1)
        self.assertIsNone(await store.retrieve("a"))
        self.assertIsNone(store.replies_of("a", "m1"))
        self.assertIsNotNone(await store.retrieve("b"))

    async def test_words_are_sealed_in_the_file(self):
        """What was typed and said is unreadable in the file, and a row moved to another conversation does not open."""
        store = self.store()
        await self.turn(store, "a", 1)
        await self.turn(store, "b", 1)
        raw = b"".join(path.read_bytes() for path in self.file.parent.iterdir())
        self.assertNotIn(b"canary", raw)
        with sqlite3.connect(self.file) as connection:
            sealed = connection.execute("SELECT sealed FROM engine_turns WHERE sender = 'b'").fetchone()
            connection.execute("UPDATE engine_turns SET sealed = ? WHERE sender = 'a'", sealed)
        with self.assertRaises(Exception):  # noqa: B017  # whatever the cipher raises, it must not open
            await self.store().retrieve("a")

    async def test_a_renewed_session_is_all_that_is_read(self):
        """After a renewal only the new session is read from the file, and its slots are those of before."""
        store = self.store()
        for number in range(1, 4):
            await self.turn(store, "a", number)
        await store.retrieve("a")
        new = DialogueStateTracker.from_events("a", [SlotSet("home", 3)], DOMAIN.slots, domain=DOMAIN)
        store.save_turn(new, "m4", REPLIES, starts_session=True)
        await self.turn(store, "a", 5)
        read = await self.store().retrieve("a")
        self.assertEqual(len(read.events), 4)
        self.assertEqual(self.store().replies_of("a", "m2"), REPLIES)


class Renewal(unittest.TestCase):
    def tracker(self, turns, *after):
        events = [SlotSet(SECTION_SLOT, "screening"), SlotSet("home", "safe"), ActiveLoop("some_form")]
        for number in range(turns):
            events += [
                ActionExecuted("action_listen"),
                UserUttered(f"line {number}", {"name": "answer"}),
                ActionExecuted("some_form"),
                SlotSet("requested_slot", "home"),
            ]
        events += [*after, ActionExecuted("action_listen")]
        return DialogueStateTracker.from_events("a", events, DOMAIN.slots, domain=DOMAIN)

    def test_a_short_talk_goes_on(self):
        """Nothing is renewed before there is a reason."""
        self.assertIsNone(renewal(self.tracker(TURNS_A_SESSION - 1), DOMAIN))

    def test_a_long_talk_is_renewed_with_all_it_stands_on(self):
        """Slots, form, open question and the waiting for the person are as before; the length is not."""
        old = self.tracker(TURNS_A_SESSION)
        new = renewal(old, DOMAIN)
        self.assertEqual(new.current_slot_values(), old.current_slot_values())
        self.assertEqual(new.active_loop_name, "some_form")
        self.assertFalse(new.active_loop.rejected)
        self.assertEqual(new.latest_action_name, "action_listen")
        self.assertLess(len(new.events), 10)

    def test_the_end_of_a_section_renews(self):
        """A section's end starts a new session, once."""
        old = self.tracker(3, SlotSet(SECTION_SLOT, "booking"))
        new = renewal(old, DOMAIN)
        self.assertEqual(new.get_slot(SECTION_SLOT), "booking")
        self.assertIsNone(renewal(new, DOMAIN))

    def test_a_form_that_refused_the_last_message_still_refuses(self):
        """A rejected form stays rejected over the renewal, so that the next message goes where it went before."""
        old = self.tracker(TURNS_A_SESSION, ActionExecutionRejected("some_form"))
        self.assertTrue(old.active_loop.rejected)
        self.assertTrue(renewal(old, DOMAIN).active_loop.rejected)

    def test_a_finished_form_stays_finished(self):
        """No form is open after the renewal when none was before."""
        old = self.tracker(TURNS_A_SESSION, ActiveLoop(None), SlotSet("requested_slot", None))
        self.assertIsNone(renewal(old, DOMAIN).active_loop_name)


if __name__ == "__main__":
    unittest.main()
