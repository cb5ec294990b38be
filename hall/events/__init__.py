"""Everything that can happen in a hall, as frozen dataclasses.

An event is recorded inside the transaction that makes it true and becomes one journal entry: its `kind`, the ids of
the ticket and window it concerns, and the rest of its fields as `data`. Events hold no personal data and no free
text: a reason given by a person is a `remark` (see `hall.journal.remarks`), named by id and salted digest.
The journal alone must be enough to tell every order and state again (`hall.ticketing.story.replay`).
"""

# What happens is imported from here by name; the files below only keep it in order.
from hall.events.alarms import *  # noqa: F403 (each is passed on by name)
from hall.events.appointments import *  # noqa: F403 (each is passed on by name)
from hall.events.assistance import *  # noqa: F403 (each is passed on by name)
from hall.events.base import *  # noqa: F403 (each is passed on by name)
from hall.events.escalations import *  # noqa: F403 (each is passed on by name)
from hall.events.hall import *  # noqa: F403 (each is passed on by name)
from hall.events.reviews import *  # noqa: F403 (each is passed on by name)
from hall.events.tickets import *  # noqa: F403 (each is passed on by name)
from hall.events.windows import *  # noqa: F403 (each is passed on by name)
