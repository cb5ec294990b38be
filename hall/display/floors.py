"""The last floor read of each hall: whoever comes in within a second is shown that one, instead of reading its own."""

from time import monotonic

from sqlalchemy.engine import Connection

from hall.display.floor import Floor, read_floor

KEPT_SECONDS = 1.0


class Floors:
    """Those of one process."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[float, Floor]] = {}

    def read(self, connection: Connection, hall_id: int) -> Floor:
        """The floor as it stands in this transaction."""
        floor = read_floor(connection, hall_id)
        self._kept[hall_id] = (monotonic(), floor)
        return floor

    def recent(self, connection: Connection, hall_id: int, told: int) -> Floor:
        """A floor of the last second that has everything up to `told`, the last number told to the hall's rooms.

        What happened since is told to a newcomer as facts, and the hall's next pictures are nobody's older ones.
        """
        read_at, floor = self._kept.get(hall_id, (0.0, None))
        if floor is None or floor.seq < told or monotonic() - read_at > KEPT_SECONDS:
            return self.read(connection, hall_id)
        return floor

    def is_latest(self, hall_id: int, floor: Floor) -> bool:
        """Whether none was read since: nobody was shown a newer one."""
        return self._kept.get(hall_id, (0.0, None))[1] is floor
