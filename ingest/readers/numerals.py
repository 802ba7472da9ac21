"""A counter's value as it is written in each number format, by the names that Word has for them."""

from __future__ import annotations

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
LEGAL_OLD = "零壹貳參肆伍陸柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
         (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
MAX = 9_999


def written(value: int, form: str) -> str:
    """A value in a format of numFmt; decimal for formats not known and for values that a format cannot write."""
    make = FORMATS.get(form)
    return (make(value) if make and 0 < value <= MAX else "") or str(value)


def counted(value: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """Chinese counting: 十, 十一, 一百零一; the legal digits keep the one before ten (壹拾)."""
    text = ""
    for place, digit in enumerate(reversed(str(value))):
        if digit != "0":
            text = digits[int(digit)] + (units[place - 1] if place else "") + text
        elif text and text[0] != digits[0]:
            text = digits[0] + text
    return text.removeprefix("一") if text.startswith("一十") and value < 20 else text


def _roman(value: int) -> str:
    text = ""
    for size, letters in ROMAN:
        text += letters * (value // size)
        value %= size
    return text


def _letters(value: int) -> str:
    """A … Z, AA, BB …, as Word repeats a letter."""
    turns, at = divmod(value - 1, 26)
    return chr(ord("A") + at) * (turns + 1) if turns < 10 else ""


def _digital(value: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(value))


def _wide(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


def _circled(value: int) -> str:
    for last, first in ((20, 0x2460), (35, 0x3251 - 20), (50, 0x32B1 - 35)):
        if value <= last:
            return chr(first + value - 1)
    return ""


def _from(first: int, last: int) -> Callable[[int], str]:
    return lambda value: chr(first + value - 1) if value <= last else ""


def _of(cycle: str) -> Callable[[int], str]:
    return lambda value: cycle[value - 1] if value <= len(cycle) else ""


FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _value: "",
    "decimalZero": lambda value: f"{value:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "numberInDash": lambda value: f"- {value} -",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "decimalEnclosedParen": _from(0x2474, 20),
    "ideographEnclosedCircle": _from(0x3280, 10),
    "ideographTraditional": _of(STEMS),
    "ideographZodiac": _of(BRANCHES),
    "ideographLegalTraditional": lambda value: counted(value, LEGAL_OLD, "拾佰仟"),
    "chineseLegalSimplified": lambda value: counted(value, LEGAL, "拾佰仟"),
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "koreanCounting", "japaneseLegal"),
        counted,
    ),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"), _digital
    ),
}  # fmt: skip
