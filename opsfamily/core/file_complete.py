"""When a case file is complete: plain rules, asked by `opsfamily.ops_casework.doctype.family.completeness` with what is in the file."""

from collections.abc import Iterable
from datetime import date

from opsfamily.core.closing import unaccepted_months
from opsfamily.core.months import add_months, month_of

CONSENT, COURT, FOR_LIFE = "Family Consent", "Court Order", "Za Życiem"


def needs_work_consent(basis: str | None) -> bool:
	"""A court's order stands in place of the family's consent."""
	return basis in (CONSENT, FOR_LIFE)


def needs_data_consent(basis: str | None) -> bool:
	"""The application of „Za życiem” holds a consent to data processing; elsewhere the Act is the basis."""
	return basis == FOR_LIFE


def works_by_catalogue(basis: str | None) -> bool:
	"""„Za życiem” is worked by a catalogue of support, not by a work plan."""
	return basis == FOR_LIFE


def needs_court_reference(basis: str | None, note: str | None) -> bool:
	return basis == COURT and not (note or "").strip()


def assessment_is_current(latest: date | None, today: date, months: int) -> bool:
	"""Art. 15(1)(15): the latest submitted assessment is at most so many months old."""
	return latest is not None and add_months(latest, months) >= today


def without_effect(effects: Iterable[str | None]) -> int:
	"""How many agreed actions have no expected effect (art. 15(3))."""
	return sum(not (effect or "").strip() for effect in effects)


def past_months_not_accepted(
	visits: Iterable[tuple[str, str]], cards: Iterable[tuple[str, str, str]], today: date
) -> list[str]:
	"""Months before this one whose card is missing or not accepted; arguments as `unaccepted_months`."""
	return [month for month in unaccepted_months(visits, cards) if month < month_of(today)]
