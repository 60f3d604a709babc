"""Values as Polish papers say them: plain text, or markup that is escaped already. Empty stays empty."""

import re
from datetime import date, datetime, time, timedelta

from babel.dates import format_date
from jinja2 import Undefined
from markupsafe import Markup, escape

from frappe.utils import flt, get_time, getdate

from opsfamily.core.hours import format_minutes
from opsfamily.core.months import first_and_last_day

# A word this long is given places to break: over an endless one wkhtmltopdf broods for seconds.
LONG_WORD, PIECE = re.compile(r"[^\s&;<>]{40,}"), re.compile(r"(.{10})")
# What the framework's sanitizer writes for these when it meets a tag in a text.
SANITIZED = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def paper_text(value: object) -> Markup:
	"""A text as it was written: escaped, with its line breaks. Markup is left as it is."""
	if value is None or isinstance(value, Undefined):
		return Markup()
	if isinstance(value, Markup):
		return value
	escaped = escape(as_written(str(value))).replace("\r\n", "\n")
	breakable = LONG_WORD.sub(lambda word: PIECE.sub(r"\1<wbr>", word[0]), escaped)
	return Markup(breakable.replace("\n", "<br>"))


def as_written(text: str) -> str:
	"""The text that the person typed, where saving has turned its angle brackets into entities."""
	for entity, sign in SANITIZED:
		text = text.replace(entity, sign)
	return text


def paper_date(day: date | str | None) -> str:
	"""`26.03.2026`"""
	return getdate(day).strftime("%d.%m.%Y") if day else ""


def paper_long_date(day: date | str | None) -> str:
	"""`26 marca 2026`"""
	return format_date(getdate(day), "d MMMM y", locale="pl") if day else ""


def paper_month(month: str | None) -> str:
	"""`2026-10` → `październik 2026`. Raises ValueError for a text that is no month."""
	return format_date(first_and_last_day(month)[0], "LLLL y", locale="pl") if month else ""


def paper_time(moment: time | timedelta | datetime | str | None) -> str:
	"""`08:15`"""
	return get_time(moment).strftime("%H:%M") if moment not in (None, "") else ""


def paper_hours(minutes: int | None) -> str:
	"""Whole minutes as hours: `25:35`"""
	return "" if minutes is None else format_minutes(minutes)


def paper_money(amount: float | None) -> str:
	"""`5 126,50 zł`, with spaces that do not break"""
	if amount is None:
		return ""
	return f"{flt(amount, 2):,.2f} zł".replace(",", "\u00a0").replace(".", ",").replace(" zł", "\u00a0zł")


def paper_decimal(number: float | None) -> str:
	"""`7,5`; a whole number without its comma."""
	return "" if number is None else f"{flt(number, 2):g}".replace(".", ",")
