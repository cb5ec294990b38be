"""Faults put into a server on purpose: each takes one guard away, before anything of the hall is loaded.

A check that finds nothing proves something only if it would find these. What cannot be seeded: a database that loses
commits when the power goes (fsync off). A kill takes no power away; what a process wrote, the system keeps.
"""

# (a) The hall's lock: whoever changes something reads first and takes the lock for writing alone. Reading takes its
# time, as it does over a network, and what was read may be old by then. (The journal's primary key stands behind the
# lock: it refuses the second of two, which is then an error that nobody foresaw.)
UNLOCKED = """
import sqlite3, gevent, sqlalchemy as sa, hall.db, hall.writers

class Open:
    def __enter__(self): pass
    def __exit__(self, *told): pass

hall.writers.FifoLock, made = lambda *told: Open(), hall.db.make_engine
hall.db.writers_of = hall.writers.Apart

def engine_without_lock(url):
    engine = made(url)

    @sa.event.listens_for(engine, "begin")
    def let_go_at_once(connection):
        if connection.get_execution_options().get("hall_writes"):
            connection.exec_driver_sql("COMMIT")

    @sa.event.listens_for(engine, "before_cursor_execute")
    def begin_late(connection, cursor, statement, *told):
        driver = connection.connection.dbapi_connection
        writes = connection.get_execution_options().get("hall_writes")
        if not writes or driver.in_transaction or statement.startswith(("BEGIN", "COMMIT")):
            return
        gevent.sleep(0.002)
        while statement.startswith(("INSERT", "UPDATE", "DELETE")) and not driver.in_transaction:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                gevent.sleep(0.002)

    return engine

hall.db.make_engine = engine_without_lock
"""

# (a) On PostgreSQL: the order row is read and not locked.
ORDER_NOT_LOCKED = """
import hall.db

hall.db._LOCK_ORDER = hall.db._READ_ORDER
"""

_ENTRIES = """
from hall.journal.chain import Entry, canonical

def entries_of(work):
    user = work.by.id if work.by.kind == "user" else None
    return [
        Entry(work.hall_id, seq, work.now, one.kind, one.ticket, one.window, user, canonical(one.data()), b"")
        for seq, one in work.recorded
    ]
"""

# (b) Rooms are told inside the transaction; some of those transactions are undone afterwards.
TOLD_BEFORE_THE_COMMIT = (
    _ENTRIES
    + """
import random, hall.app
from hall.errors import Unavailable

start, draw = hall.app.House.start, random.SystemRandom()

def start_telling_early(house):
    start(house)

    def tell(work):
        if work.recorded:
            house.display.feed.tell(entries_of(work))
            if draw.random() < 0.1:
                raise Unavailable

    house.database.inside.append(tell)

hall.app.House.start = start_telling_early
"""
)

# (c) The answer to a request is not kept with what it did.
ANSWERS_NOT_KEPT = """
import hall.edge.doors

hall.edge.doors.keep_answer = lambda *told: None
"""

# (d) Rooms are told by a call after the commit, from what this process remembers, and whoever was away is told from
# the same memory: the journal is not read. Telling takes its time, as it does where a message goes over a network.
TOLD_FROM_MEMORY = (
    _ENTRIES
    + """
import gevent, hall.app, hall.display.feed
from hall.display.rooms import Missed

start, remembered, committing = hall.app.House.start, [], {}

def missed_by_memory(connection, room, after, upto, since):
    facts, previous = [], after
    for entry in remembered:
        if entry.hall_id == room.hall_id and after < entry.seq <= upto and (fact := room.fact(entry)) is not None:
            facts.append((entry, fact, previous))
            previous = entry.seq
    return Missed(facts, upto)

def start_remembering(house):
    start(house)
    house.display.tail.listeners.remove(house.display.feed.tell)

    def remember(work):
        if work.recorded:
            committing[work.hall_id, work.order.seq] = entries_of(work)

    def tell(hall_id, seq):
        entries = committing.pop((hall_id, seq))
        gevent.sleep(0.02)
        remembered.extend(entries)
        house.display.feed.tell(entries)

    house.database.inside.append(remember)
    house.database.told.append(tell)

hall.display.feed.missed = missed_by_memory
hall.app.House.start = start_remembering
"""
)

# (d) A durable subscriber's place in the journal is kept in memory: each process begins at the journal's present end.
SUBSCRIBER_IN_MEMORY = """
import sqlalchemy as sa
from hall.journal.subscribers import SUBSCRIPTIONS, Subscriptions

make = Subscriptions.__init__

def forgetful(subscriptions, database, *more):
    make(subscriptions, database, *more)
    with database.change() as transaction:
        transaction.connection.execute(sa.delete(SUBSCRIPTIONS))

Subscriptions.__init__ = forgetful
"""
