"""Makes this process cooperative; imported before anything else by what starts a server.

Patched late, once a database driver is imported, the whole process blocks on every query.
"""

from gevent import monkey

monkey.patch_all()
