"""Several worker processes behind one port, kept by gunicorn: `hall serve --workers`."""
