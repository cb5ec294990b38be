"""How far it is between two places on the earth."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance of two places given in degrees, in kilometres."""
    here, there = radians(latitude), radians(other_latitude)
    north, east = there - here, radians(other_longitude - longitude)
    return 2 * EARTH_KM * asin(sqrt(sin(north / 2) ** 2 + cos(here) * cos(there) * sin(east / 2) ** 2))
