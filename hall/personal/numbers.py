"""Checks of identity numbers, credit codes and mobile phones; each failure names its rule.

Sources: GB 11643-1999 (citizen identity number), GB/T 2260 (provinces), GB 32100-2015 (unified social credit code).
The refusals carry `rule` among their extra members and never the number itself.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from hall.errors import FieldProblem, Invalid, WrongCreditCode, WrongIdNumber, WrongPhone
from hall.text import Text

Refusal = TypeVar("Refusal", bound=Invalid)

OLDEST_YEARS = 130
SENIOR_YEARS = 60

# First two digits of a division code. 71 and 81-83: Taiwan, Hong Kong, Macau, and the residence permits of people
# from there.
PROVINCES = frozenset(
    str(code)
    for codes in (
        range(11, 16),
        range(21, 24),
        range(31, 38),
        range(41, 47),
        range(50, 55),
        range(61, 66),
        range(71, 72),
        range(81, 84),
    )
    for code in codes
)
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECK = "10X98765432"

# Digits and letters without I, O, S, V and Z; a character's place is its value.
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
CREDIT_REGISTRIES = frozenset("123456789ANY")
CREDIT_NATIONAL = "10"

ID_RULES = {
    "length": Text("身份证号码应为18位", "An identity number has 18 characters"),
    "characters": Text("身份证号码前17位应为数字，末位为数字或X", "An identity number is 17 digits, then a digit or X"),
    "region": Text("身份证号码前两位的地区不存在", "The identity number begins with a region that does not exist"),
    "birth_date": Text("身份证号码中的出生日期有误", "The birth date in the identity number is not possible"),
    "check_character": Text(
        "身份证号码校验位不符，请逐位核对",
        "The identity number's last character does not fit; please check every digit",
    ),
}
CREDIT_RULES = {
    "length": Text("统一社会信用代码应为18位", "A unified social credit code has 18 characters"),
    "characters": Text(
        "统一社会信用代码只含数字和大写字母（不含I、O、S、V、Z），第3至8位为数字",
        "A unified social credit code is digits and letters (no I, O, S, V, Z), with digits in places 3 to 8",
    ),
    "registry": Text(
        "统一社会信用代码首位的登记管理部门不存在", "The credit code begins with a registry that does not exist"
    ),
    "region": Text("统一社会信用代码中的地区不存在", "The region in the credit code does not exist"),
    "check_character": Text(
        "统一社会信用代码校验位不符，请逐位核对",
        "The credit code's last character does not fit; please check every place",
    ),
}
PHONE_RULES = {
    "length": Text("手机号应为11位", "A mobile number has 11 digits"),
    "characters": Text("手机号只含数字", "A mobile number is digits alone"),
    "prefix": Text("手机号应以13至19开头", "A mobile number begins with 13 to 19"),
}


@dataclass(frozen=True)
class IdNumber:
    """A checked identity number: `text` in its one written form, and the birth date it tells."""

    text: str
    birth: date

    def age_on(self, day: date) -> int:
        return age_on(self.birth, day)

    def is_senior_on(self, day: date) -> bool:
        """Whether the card alone opens the green channel for seniors (60 周岁及以上)."""
        return self.age_on(day) >= SENIOR_YEARS


def age_on(birth: date, day: date) -> int:
    """Whole years lived on `day`, counted up on the birthday (29 February: on 1 March in common years)."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def read_id_number(text: str, today: date, field: str = "id_number") -> IdNumber:
    """The identity number in `text`, or WrongIdNumber telling which rule it breaks.

    Takes citizens' numbers, residence permits (81-83) and foreigners' permanent residence cards, which put a 9 and
    the issuing province before a country code. Spaces, full-width digits and a small x are forgiven.
    """
    number = written_form(text)

    def refuse(rule: str) -> WrongIdNumber:
        return _refusal(WrongIdNumber, ID_RULES, rule, field)

    if len(number) != 18:
        raise refuse("length")
    if re.fullmatch(r"[0-9]{17}[0-9X]", number) is None:
        raise refuse("characters")
    if (number[1:3] if number[0] == "9" else number[:2]) not in PROVINCES:
        raise refuse("region")
    birth = _birth(number[6:14], today)
    if birth is None:
        raise refuse("birth_date")
    if number[17] != id_check_character(number[:17]):
        raise refuse("check_character")
    return IdNumber(number, birth)


def read_credit_code(text: str, field: str = "credit_code") -> str:
    """The unified social credit code in `text` in its one written form, or WrongCreditCode telling the rule."""
    code = written_form(text)

    def refuse(rule: str) -> WrongCreditCode:
        return _refusal(WrongCreditCode, CREDIT_RULES, rule, field)

    if len(code) != 18:
        raise refuse("length")
    if not set(code) <= set(CREDIT_ALPHABET) or re.fullmatch(r"[0-9]{6}", code[2:8]) is None:
        raise refuse("characters")
    if code[0] not in CREDIT_REGISTRIES:
        raise refuse("registry")
    if code[2:4] not in PROVINCES and code[2:4] != CREDIT_NATIONAL:
        raise refuse("region")
    if code[17] != credit_check_character(code[:17]):
        raise refuse("check_character")
    return code


def read_phone(text: str, field: str = "phone") -> str:
    """The mainland mobile number in `text` as 11 digits (a leading +86 is dropped), or WrongPhone telling the rule."""
    phone = re.sub(r"^(\+86|0086|86(?=1[0-9]{10}$))", "", written_form(text))

    def refuse(rule: str) -> WrongPhone:
        return _refusal(WrongPhone, PHONE_RULES, rule, field)

    if re.fullmatch(r"[0-9]*", phone) is None:
        raise refuse("characters")
    if len(phone) != 11:
        raise refuse("length")
    if re.match(r"1[3-9]", phone) is None:
        raise refuse("prefix")
    return phone


def written_form(text: str) -> str:
    """`text` as it is compared and hashed: half-width capitals without spaces or hyphens."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()


def id_check_character(body: str) -> str:
    """The 18th character for 17 digits (ISO 7064, MOD 11-2)."""
    return ID_CHECK[sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True)) % 11]


def credit_check_character(body: str) -> str:
    """The 18th character for the 17 before it (weights are powers of 3, modulo 31)."""
    total = sum(CREDIT_ALPHABET.index(sign) * weight for sign, weight in zip(body, CREDIT_WEIGHTS, strict=True))
    return CREDIT_ALPHABET[-total % 31]


def _birth(digits: str, today: date) -> date | None:
    """The day that eight digits name, if somebody alive on `today` may have been born then."""
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return birth if birth <= today and age_on(birth, today) <= OLDEST_YEARS else None


def _refusal(kind: type[Refusal], rules: dict[str, Text], rule: str, field: str) -> Refusal:
    return kind(rules[rule], fields=[FieldProblem(field, rules[rule])], extra={"rule": rule})
