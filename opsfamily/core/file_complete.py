"""Rules for a complete case file, applied by `opsfamily.ops_casework.doctype.family.completeness`."""

from collections.abc import Iterable
from datetime import date

from opsfamily.core.closing import unaccepted_months
from opsfamily.core.months import add_months, month_of

CONSENT, COURT, FOR_LIFE = "Family Consent", "Court Order", "Za Życiem"


def needs_work_consent(basis: str | None) -> bool:
	"""Return whether the family's consent to the work is needed; a court order replaces it."""
	return basis in (CONSENT, FOR_LIFE)


def needs_data_consent(basis: str | None) -> bool:
	"""Return whether a consent to data processing is needed; except for „Za życiem”, the Act is its basis."""
	return basis == FOR_LIFE


def works_by_catalogue(basis: str | None) -> bool:
	"""Return whether a catalogue of support replaces the work plan, as in „Za życiem”."""
	return basis == FOR_LIFE


def needs_court_reference(basis: str | None, note: str | None) -> bool:
	"""Return whether the reference of the court order is missing."""
	return basis == COURT and not (note or "").strip()


def assessment_is_current(latest: date | None, today: date, months: int) -> bool:
	"""Return whether the latest submitted assessment is at most so many months old (art. 15(1)(15))."""
	return latest is not None and add_months(latest, months) >= today


def without_effect(effects: Iterable[str | None]) -> int:
	"""Return the number of agreed actions without an expected effect (art. 15(3))."""
	return sum(not (effect or "").strip() for effect in effects)


def past_months_not_accepted(
	visits: Iterable[tuple[str, str]], cards: Iterable[tuple[str, str, str]], today: date
) -> list[str]:
	"""Return the past months whose card is missing or not accepted. Arguments: see `unaccepted_months`."""
	return [month for month in unaccepted_months(visits, cards) if month < month_of(today)]
