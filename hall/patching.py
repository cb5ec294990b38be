"""Makes this process cooperative, and keeps out what it has no use for; imported before anything else by what starts a
server.

Patched late, once a database driver is imported, the whole process blocks on every query.
"""

import sys
from importlib import import_module

import gevent
from gevent import monkey

# Where each greenlet was started from is kept for nobody here: a stack's worth of objects for every socket.
gevent.config.track_greenlet_tree = False
monkey.patch_all()

# Socket.IO imports those of these that are installed, for its clients and for queues between servers. Here is neither,
# and they take 12 MB. Told that they are not there it goes without; who wants one later finds it.
UNWANTED = [name for name in ("redis", "requests", "websocket") if name not in sys.modules]
sys.modules.update(dict.fromkeys(UNWANTED))  # type: ignore[arg-type]  # None: as if it were not installed
try:
    import_module("flask_socketio")
finally:
    for unwanted in UNWANTED:
        del sys.modules[unwanted]
