"""The lock that serves in order of arrival, with one place and with several."""

import threading

import pytest

from hall.fifo import FifoLock


def test_so_many_hold_it_at_once_and_no_more() -> None:
    lock = FifoLock(places=2, patience_seconds=0.01)
    with lock, lock, pytest.raises(TimeoutError), lock:
        pass
    with lock, lock:
        pass


def test_who_ran_out_of_patience_stands_in_nobodys_way() -> None:
    lock = FifoLock(patience_seconds=0.01)
    with lock, pytest.raises(TimeoutError), lock:
        pass
    with lock:  # free again: the turn was not given to somebody who had left
        pass


def test_they_are_served_in_the_order_they_came() -> None:
    lock, served = FifoLock(), []

    def stand(number: int) -> None:
        with lock:
            served.append(number)

    waiting = [threading.Thread(target=stand, args=(number,)) for number in range(5)]
    with lock:
        for place, each in enumerate(waiting, 1):
            each.start()
            while len(lock._waiting) < place:
                pass
    for each in waiting:
        each.join()
    assert served == [0, 1, 2, 3, 4]
