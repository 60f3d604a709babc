"""Rules for a complete case file, applied by `opsfamily.ops_casework.doctype.family.completeness`."""

from collections.abc import Collection, Iterable
from datetime import date

from opsfamily.core.basis import COURT
from opsfamily.core.closing import unaccepted_months
from opsfamily.core.months import add_months, month_of


def needs_court_reference(kinds: Collection[str], note: str | None) -> bool:
	"""Return whether the reference of the court order is missing. kinds: the bases of the work."""
	return COURT in kinds and not (note or "").strip()


def assessment_is_current(latest: date | None, today: date, months: int) -> bool:
	"""Return whether the latest submitted assessment is at most so many months old (art. 15(1)(15))."""
	return latest is not None and add_months(latest, months) >= today


def without_effect(effects: Iterable[str | None]) -> int:
	"""Return the number of agreed actions without an expected effect (art. 15(3))."""
	return sum(not (effect or "").strip() for effect in effects)


def past_months_not_accepted(
	visits: Iterable[tuple[str, tuple]], cards: Iterable[tuple[str, tuple, str]], today: date
) -> list[str]:
	"""Return the past months whose card is missing or not accepted. Arguments: see `unaccepted_months`."""
	return [month for month in unaccepted_months(visits, cards) if month < month_of(today)]
