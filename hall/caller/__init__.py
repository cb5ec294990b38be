"""`hall caller`: a window's keys while another program has the focus. A process of its own, without the server."""
