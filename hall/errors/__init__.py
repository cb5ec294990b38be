"""Everything that can be refused, as one tree: its trunk in `tree`, its leaves by what they are about."""

from hall.errors.people import *  # noqa: F403
from hall.errors.queue import *  # noqa: F403
from hall.errors.system import *  # noqa: F403
from hall.errors.tree import *  # noqa: F403
