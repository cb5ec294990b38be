"""Everything that can be refused, as one tree: its trunk in `tree`, its leaves by what they are about."""

# What is refused is imported from here by name; the files below only keep it in order.
from hall.errors.appointments import *  # noqa: F403 (each is passed on by name)
from hall.errors.assistance import *  # noqa: F403 (each is passed on by name)
from hall.errors.escalations import *  # noqa: F403 (each is passed on by name)
from hall.errors.files import *  # noqa: F403 (each is passed on by name)
from hall.errors.gathering import *  # noqa: F403 (each is passed on by name)
from hall.errors.people import *  # noqa: F403 (each is passed on by name)
from hall.errors.queue import *  # noqa: F403 (each is passed on by name)
from hall.errors.reviews import *  # noqa: F403 (each is passed on by name)
from hall.errors.system import *  # noqa: F403 (each is passed on by name)
from hall.errors.tree import *  # noqa: F403 (each is passed on by name)
