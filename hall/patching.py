"""Makes this process cooperative; imported before anything else by what starts a server.

Patched late, once a database driver is imported, the whole process blocks on every query.
"""

import gevent
from gevent import monkey

# Where each greenlet was started from is kept for nobody here: a stack's worth of objects for every socket.
gevent.config.track_greenlet_tree = False
monkey.patch_all()
