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


class AlarmKind(StrEnum):
    """What a manager is warned of."""

    NO_OPEN_WINDOW = "no_open_window"  # 无窗口开放
    CROWDED = "crowded"  # 人多窗少
    LONG_WAIT = "long_wait"  # 等候过久
    SLOW_TICKET = "slow_ticket"  # 办理过久
    IDLE_WINDOW = "idle_window"  # 窗口空闲
    CARRIER_SILENT = "carrier_silent"  # 通知发不出
    HELP_MANAGER = "help_manager"  # 呼叫值班长
    HELP_ESCALATION = "help_escalation"  # 呼叫“办不成事”专员
    TOLD_AGAIN = "told_again"  # 一次性告知不到位
    RED_CARD = "red_card"  # “办不成事”红牌
    VOICE_UNAVAILABLE = "voice_unavailable"  # 语音不可用
    SOUND_BLOCKED = "sound_blocked"  # 叫号屏未开声音


# Found by looking at the hall, by its own thresholds; the others somebody asks for, or a device tells.
LOOKED_FOR = (
    AlarmKind.NO_OPEN_WINDOW,
    AlarmKind.CROWDED,
    AlarmKind.LONG_WAIT,
    AlarmKind.SLOW_TICKET,
    AlarmKind.IDLE_WINDOW,
    AlarmKind.CARRIER_SILENT,
)
