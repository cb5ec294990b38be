"""How long serving takes: exact for one service, close to what chance gives for several."""

from random import Random
from statistics import quantiles

import pytest

from hall.windows.lasting import serving_limit
from tests.rules.hall_floor import SERVICES

TAX, PENSION = SERVICES["tax"], SERVICES["pension"]


@pytest.mark.parametrize(("percent", "minutes"), [(50, 10.0), (95, 26.83), (99, 40.38)])
def test_one_service_lasts_as_its_lognormal_says(percent: int, minutes: float) -> None:
    assert serving_limit([TAX], percent) == pytest.approx(minutes, abs=0.01)


def test_several_together_last_about_as_long_as_drawn_ones() -> None:
    dice = Random(3)
    drawn = [10 * dice.lognormvariate(0, 0.6) + 5 * dice.lognormvariate(0, 0.4) for _ in range(20_000)]
    seen = quantiles(drawn, n=100)[94]
    assert serving_limit([TAX, PENSION], 95) == pytest.approx(seen, rel=0.03)
    assert serving_limit([TAX, PENSION], 95) < serving_limit([TAX], 95) + serving_limit([PENSION], 95)
