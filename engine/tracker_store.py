"""The engine's memory: live trackers up to a bound, and encrypted SQL as the truth.

One row a turn holds the turn's events, its message id and its replies, written together: a repeated
message id gets the same replies, and a turn that failed leaves nothing behind.
"""

import time
from collections import OrderedDict
from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Text, Tuple

import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from engine.sealing import Sealer

SQLITE_WAIT_SECONDS = 5

_metadata = sa.MetaData()
TURNS = sa.Table(
    "engine_turns",
    _metadata,
    sa.Column("sender", sa.String(64), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("message_id", sa.String(64), nullable=False),
    sa.Column("starts_session", sa.Boolean, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.UniqueConstraint("sender", "message_id", name="one_turn_a_message"),
)


class AnotherEngineWroteHere(Exception):
    """The conversation moved on elsewhere since this engine read it; the turn must be tried again."""


class Live(NamedTuple):
    """A tracker in memory, the number of its last stored turn and of its stored events."""

    tracker: DialogueStateTracker
    number: int
    stored_events: int


class SealedTrackerStore(TrackerStore):
    """Write-through store: reads only the current Rasa session, and only when the tracker is not in memory."""

    def __init__(
        self,
        domain: Domain,
        event_broker: Any = None,
        db: Text = "sqlite:///var/engine.db",
        live_trackers: int = 250,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._sealer = Sealer.from_environment()
        self._engine = _connect(db)
        _make_tables(self._engine)
        self._live: "OrderedDict[Text, Live]" = OrderedDict()
        self._in_turn: Dict[Text, Live] = {}
        """What turns under way began from; the bound must not take it from under them."""
        self._live_bound = int(live_trackers)

    def replies_of(self, sender: Text, message_id: Text) -> Optional[List[Dict[Text, Any]]]:
        """What was answered to a message that was handled before, or None when it was not."""
        query = sa.select(TURNS.c.number, TURNS.c.sealed).where(
            TURNS.c.sender == sender, TURNS.c.message_id == message_id
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return self._sealer.open(row.sealed, _context(sender, row.number))["replies"]

    def save_turn(
        self,
        tracker: DialogueStateTracker,
        message_id: Text,
        replies: List[Dict[Text, Any]],
        starts_session: bool,
    ) -> None:
        """Store one whole turn; raises AnotherEngineWroteHere when this was not the newest state."""
        sender = tracker.sender_id
        live = self._in_turn.get(sender)
        number = live.number + 1 if live else 1
        events = list(tracker.events)
        new = events if starts_session or live is None else events[live.stored_events :]
        body = {"events": [event.as_dict() for event in new], "replies": replies}
        row = {
            "sender": sender,
            "number": number,
            "message_id": message_id,
            "starts_session": starts_session or live is None,
            "sealed": self._sealer.seal(body, _context(sender, number)),
            "at": time.time(),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(TURNS.insert(), row)
        except sa.exc.IntegrityError:
            self.drop(sender)
            raise AnotherEngineWroteHere(sender) from None
        self._in_turn.pop(sender, None)
        self._keep(sender, Live(tracker, number, len(events)))

    def drop(self, sender: Text) -> None:
        """Forget the tracker in memory; the next turn reads it from SQL again."""
        self._live.pop(sender, None)
        self._in_turn.pop(sender, None)

    def forget(self, sender: Text) -> int:
        """Delete all that is kept of a conversation, here and in SQL; returns how many turns were stored."""
        self.drop(sender)
        with self._engine.begin() as connection:
            return connection.execute(TURNS.delete().where(TURNS.c.sender == sender)).rowcount

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        newest = self._newest_number(sender_id)
        live = self._live.get(sender_id)
        if live and live.number == newest and len(live.tracker.events) == live.stored_events:
            self._live.move_to_end(sender_id)
            self._in_turn[sender_id] = live
            return live.tracker
        self.drop(sender_id)
        if newest == 0:
            return None
        number, events = self._session(sender_id)
        tracker = DialogueStateTracker.from_events(sender_id, events, self.domain.slots, domain=self.domain)
        self._in_turn[sender_id] = Live(tracker, number, len(tracker.events))
        self._keep(sender_id, self._in_turn[sender_id])
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Rasa's own save: nothing to do, since a turn is stored whole by `save_turn`."""

    async def keys(self) -> Iterable[Text]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(TURNS.c.sender).distinct()).scalars())

    def _keep(self, sender: Text, live: Live) -> None:
        self._live[sender] = live
        self._live.move_to_end(sender)
        while len(self._live) > self._live_bound:
            self._live.popitem(last=False)

    def _newest_number(self, sender: Text) -> int:
        query = sa.select(sa.func.max(TURNS.c.number)).where(TURNS.c.sender == sender)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar() or 0

    def _session(self, sender: Text) -> Tuple[int, List[Event]]:
        """The number of the newest turn and the events of the newest session, from one look."""
        start = (
            sa.select(sa.func.max(TURNS.c.number))
            .where(TURNS.c.sender == sender, TURNS.c.starts_session)
            .scalar_subquery()
        )
        query = sa.select(TURNS.c.number, TURNS.c.sealed).where(
            TURNS.c.sender == sender, TURNS.c.number >= start
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(TURNS.c.number)).all()
        found: List[Event] = []
        for row in rows:
            found += deserialise_events(self._sealer.open(row.sealed, _context(sender, row.number))["events"])
        return (rows[-1].number if rows else 0), found


def _context(sender: Text, number: int) -> Text:
    return f"engine_turns:{sender}:{number}"


def _make_tables(engine: sa.engine.Engine) -> None:
    """Several engines may start on an empty database at the same moment; the later one finds the tables made."""
    try:
        _metadata.create_all(engine)
    except sa.exc.DBAPIError:
        _metadata.create_all(engine)


def _connect(db: Text) -> sa.engine.Engine:
    if not db.startswith("sqlite"):
        return sa.create_engine(db, pool_pre_ping=True)
    # SQLAlchemy 1.4 would open the file anew for each statement, and each closing writes the whole log back.
    engine = sa.create_engine(
        db,
        poolclass=sa.pool.QueuePool,
        connect_args={"timeout": SQLITE_WAIT_SECONDS, "check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    return engine
