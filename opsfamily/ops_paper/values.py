"""Values in the form of Polish papers: plain text, or markup that is escaped already. Empty stays empty."""

import re
from datetime import date, datetime, time, timedelta

from babel.dates import format_date
from jinja2 import Undefined
from markupsafe import Markup, escape

from frappe.utils import flt, get_time, getdate

from opsfamily.core.hours import format_minutes
from opsfamily.core.months import first_and_last_day

# A word of this length gets places to break: wkhtmltopdf needs seconds for a very long one.
LONG_WORD, PIECE = re.compile(r"[^\s&;<>]{40,}"), re.compile(r"(.{10})")
# Entities that the framework's sanitizer writes for these signs when a text holds a tag.
SANITIZED = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def paper_text(value: object) -> Markup:
	"""Return a text escaped, with its line breaks. Markup is left as it is."""
	if value is None or isinstance(value, Undefined):
		return Markup()
	if isinstance(value, Markup):
		return value
	escaped = escape(as_written(str(value))).replace("\r\n", "\n")
	breakable = LONG_WORD.sub(lambda word: PIECE.sub(r"\1<wbr>", word[0]), escaped)
	return Markup(breakable.replace("\n", "<br>"))


def as_written(text: str) -> str:
	"""Return the text as it was typed, where saving has turned its angle brackets into entities."""
	for entity, sign in SANITIZED:
		text = text.replace(entity, sign)
	return text


def paper_date(day: date | str | None) -> str:
	"""Return a day as `26.03.2026`."""
	return getdate(day).strftime("%d.%m.%Y") if day else ""


def paper_long_date(day: date | str | None) -> str:
	"""Return a day as `26 marca 2026`."""
	return format_date(getdate(day), "d MMMM y", locale="pl") if day else ""


def paper_letter_date(day: date | str | None) -> str:
	"""Return a day as letters have it: `26 marca 2026 r.`"""
	return f"{paper_long_date(day)} r." if day else ""


def paper_date_in(day: date | str | None, language: str = "pl") -> str:
	"""Return a day in words in a language: `26 marca 2026`, `26 березня 2026 р.`"""
	return (
		format_date(getdate(day), "long" if language != "pl" else "d MMMM y", locale=language) if day else ""
	)


def paper_month(month: str | None) -> str:
	"""Return `2026-10` as `październik 2026`. Raises ValueError for a text that is no month."""
	return format_date(first_and_last_day(month)[0], "LLLL y", locale="pl") if month else ""


def paper_time(moment: time | timedelta | datetime | str | None) -> str:
	"""Return a time of day as `08:15`."""
	return get_time(moment).strftime("%H:%M") if moment not in (None, "") else ""


def paper_hours(minutes: int | None) -> str:
	"""Return whole minutes as hours: `25:35`."""
	return "" if minutes is None else format_minutes(minutes)


def paper_money(amount: float | None) -> str:
	"""Return an amount in PLN as `5 126,50 zł`, with spaces that do not break."""
	if amount is None:
		return ""
	return f"{flt(amount, 2):,.2f} zł".replace(",", "\u00a0").replace(".", ",").replace(" zł", "\u00a0zł")


def paper_decimal(number: float | None) -> str:
	"""Return a number as `7,5`; a whole number without its comma."""
	return "" if number is None else f"{flt(number, 2):g}".replace(".", ",")


def css_text(text: str) -> str:
	"""Return a text as the inside of a string of CSS: every sign but letters, digits and spaces by its number."""
	return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in text)
