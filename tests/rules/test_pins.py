"""Which PINs may lock a desk."""

import pytest

from hall.errors import WeakPin
from hall.staff.pins import check_pin


@pytest.mark.parametrize("pin", ["4071", "13579", "802731", "0391", "112233"])
def test_a_pin_of_four_to_six_digits_that_nobody_guesses_at_once_will_do(pin: str) -> None:
    check_pin(pin)


@pytest.mark.parametrize("pin", ["", "407", "8027316", "40a1", "４０７１", "40 1", "-407"])
def test_anything_else_than_four_to_six_digits_is_refused(pin: str) -> None:
    with pytest.raises(WeakPin, match="4 to 6 digits"):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["0000", "111111", "1234", "0123", "987654", "4321", "7890", "1212", "123123", "6969"])
def test_digits_in_a_row_or_again_and_again_are_refused(pin: str) -> None:
    with pytest.raises(WeakPin, match="in a row"):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["1987", "2004", "2026"])
def test_a_year_is_refused(pin: str) -> None:
    with pytest.raises(WeakPin, match="a year"):
        check_pin(pin)
