"""PostgreSQL that survives its machine, on this one: etcd, Patroni, HAProxy and Redis, each process by its own id."""
