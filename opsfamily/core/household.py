"""Who belongs to a household on a day, and whether a certificate of disability holds."""

from __future__ import annotations

from datetime import date


def belongs_on(day: date, born: date | None, joined: date | None, left: date | None) -> bool:
	"""Return whether a person belongs to the household on the day; the day of leaving is the last one.

	An unborn child does not belong yet. A person without days belongs always.
	"""
	begun = all(first is None or first <= day for first in (born, joined))
	return begun and (left is None or day <= left)


def is_disabled_on(day: date, is_disabled: bool, first: date | None, last: date | None) -> bool:
	"""Return whether a person's disability is certified on the day. first, last: the certificate's days, or None."""
	return bool(is_disabled) and (first is None or first <= day) and (last is None or day <= last)
