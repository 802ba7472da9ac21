"""Numbers and dates of spreadsheet cells as a person sees them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import from_excel

GENERAL = "General"
YEAR_MONTH, MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
CHINESE = {
    **dict.fromkeys((27, 36, 50, 52, 57), YEAR_MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), MONTH_DAY),
    **dict.fromkeys((30, 31), "yyyy-m-d"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm"),
}
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
PLAIN = re.compile(r"[#0,?]*(?:\.([0#?]+))?%?$")
MAX_DIGITS = 15


def code_of(number: int, own: dict[int, str]) -> str:
    """The format code behind a format number: the file's own, the common ones or those of Chinese editions."""
    return own.get(number) or CHINESE.get(number) or BUILTIN_FORMATS.get(number) or GENERAL


def shown(value: float, code: str, *, epoch: datetime) -> str:
    """A number under its format code: a date, a percentage, a rounded or a zero-padded number, without separators."""
    first = code.split(";")[0]
    bare = LITERAL.sub("", first).strip()
    if re.search(r"[ymdhs]", bare, re.I) and bare != GENERAL:
        return _date(value, bare, epoch)
    if re.fullmatch(r"0{2,}", bare) and value == int(value) >= 0:
        return f"{int(value):0{len(bare)}d}"
    if form := PLAIN.match(bare):
        places = len(form[1] or "")
        return _rounded(value * 100, places) + "%" if bare.endswith("%") else _rounded(value, places)
    return plain(value)


def plain(value: float) -> str:
    """A number with at most 15 digits, no exponent and no ending zeros."""
    text = f"{Decimal(f'{value:.{MAX_DIGITS}g}'):f}" if abs(value) < 1e30 else f"{value:g}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def moment(value: date | datetime | time | timedelta) -> str:
    """A date as YYYY-MM-DD, with the time of day where it has one; a time as HH:MM."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value)


def _rounded(value: float, places: int) -> str:
    if abs(value) >= 10**MAX_DIGITS:
        return plain(value)
    exact = Decimal(f"{value:.{MAX_DIGITS}g}")
    text = f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _date(value: float, bare: str, epoch: datetime) -> str:
    """A serial number as a date, as far as the format shows it: the year, the month or the day."""
    try:
        found = from_excel(value, epoch)
    except (ValueError, OverflowError, TypeError):
        return plain(value)
    if not re.search(r"[yd]", bare, re.I):
        return moment(found.time() if isinstance(found, datetime) else found)
    if not isinstance(found, datetime):
        return moment(found)
    if "d" in bare.lower():
        return moment(found)
    return found.strftime("%Y-%m" if "m" in bare.lower() else "%Y")
