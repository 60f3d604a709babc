"""Hours that people write: a blank one stays blank, and nobody writes seconds."""

from datetime import datetime, time, timedelta

from frappe.model.document import Document
from frappe.utils import get_time


def keep_blank(doc: Document, fieldnames: tuple[str, ...]) -> None:
	"""For `__setup__`: the framework gives an empty Time field the present time; here it stays empty."""
	doc.dont_update_if_missing = list(fieldnames)
	for fieldname in fieldnames:
		if doc.is_new() and _is_present_time(doc.get(fieldname)):
			doc.set(fieldname, None)


def to_minute(value: str | time | timedelta | datetime) -> str:
	"""`15:30:00`: whole minutes."""
	return get_time(value).strftime("%H:%M:00")


def _is_present_time(value: object) -> bool:
	# Only the framework's clock says fractions of a second.
	return isinstance(value, str) and "." in value
