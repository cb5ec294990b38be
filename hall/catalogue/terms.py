"""The closed lists of words of the catalogue; each value is what stands in a definition, the database and the API."""

from enum import StrEnum


class Tier(StrEnum):
    """How far a hall reaches; from the widest to the nearest."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


COUNTY_AND_ABOVE = frozenset({Tier.PROVINCE, Tier.CITY, Tier.COUNTY})


class WindowKind(StrEnum):
    """What a window is for."""

    COMPREHENSIVE = "comprehensive"  # 综合受理
    SPECIAL = "special"  # 专窗
    ENQUIRY = "enquiry"  # 综合咨询
    ASSISTED = "assisted"  # 帮办代办
    CROSS_REGION = "cross_region"  # 通办
    ESCALATION = "escalation"  # “办不成事”


REQUIRED_KINDS = (WindowKind.ENQUIRY, WindowKind.ASSISTED, WindowKind.CROSS_REGION, WindowKind.ESCALATION)


class WindowState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


class Session(StrEnum):
    """A part of the day in which a hall is open; every window works in the normal one, the others say so themselves."""

    NORMAL = "normal"
    MIDDAY = "midday"  # 午间不间断
    EARLY_LATE = "early_late"  # 早晚弹性
    SATURDAY = "saturday"  # 周末


class Audience(StrEnum):
    PERSON = "person"  # 个人
    ORGANISATION = "organisation"  # 企业


class Closing(StrEnum):
    """What the end of the opening hours does to those who wait."""

    SERVE_ALL = "serve_all"  # it stops issuing only
    CUT_OFF = "cut_off"  # those still waiting become unserved


class PageLanguage(StrEnum):
    """A language that a hall offers, as its definition names it."""

    CHINESE = "zh-CN"
    ENGLISH = "en"
