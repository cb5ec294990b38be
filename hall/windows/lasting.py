"""How long serving takes, by the services' configured times: lognormal, with a median in minutes and a sigma."""

from collections.abc import Sequence
from math import exp, log
from statistics import NormalDist

from hall.catalogue.book import ServicePage


def serving_limit(services: Sequence[ServicePage], percent: int) -> float:
    """Minutes within which so many percent of visits with all of these services end; for one service exactly so.

    A sum of lognormals is taken for a lognormal of the same mean and variance (Fenton and Wilkinson).
    """
    mean = sum(service.median_minutes * exp(service.spread**2 / 2) for service in services)
    variance = sum(
        service.median_minutes**2 * exp(service.spread**2) * (exp(service.spread**2) - 1) for service in services
    )
    sigma_squared = log(1 + variance / mean**2)
    middle = log(mean) - sigma_squared / 2
    return exp(middle + NormalDist().inv_cdf(percent / 100) * sigma_squared**0.5)
