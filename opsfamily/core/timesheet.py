"""The monthly card: its states, its sums, and the comparison with its visits."""

from collections.abc import Iterable, Mapping

from opsfamily.core import meanings
from opsfamily.core.contact_kinds import ATTEMPT, DIRECT

# The states that an office starts with; it may have others, so the rules ask what a state means.

DRAFT = "Card Draft"
SENT = "Card Sent"
RETURNED = "Card Returned"
ACCEPTED = "Card Accepted"
WITHDRAWN = "Card Withdrawn"

MEANINGS = {
	DRAFT: meanings.BEING_WRITTEN,
	SENT: meanings.SENT,
	RETURNED: meanings.RETURNED,
	ACCEPTED: meanings.ACCEPTED,
	WITHDRAWN: meanings.WITHDRAWN,
}
DOCSTATUS = {state: meanings.DOCSTATUS[meaning] for state, meaning in MEANINGS.items()}
# From one meaning to another.
MOVES = frozenset(
	{
		(meanings.BEING_WRITTEN, meanings.SENT),
		(meanings.RETURNED, meanings.SENT),
		(meanings.SENT, meanings.RETURNED),
		(meanings.SENT, meanings.ACCEPTED),
		(meanings.ACCEPTED, meanings.WITHDRAWN),
	}
)

# Fields that a row copies from its visit; cards with the same values here are the same.
ROW_FIELDS = (
	"visit",
	"visit_date",
	"from_time",
	"to_time",
	"minutes",
	"kind",
	"nature",
	"on_timesheet",
	"signed",
	"signature_note",
	"place",
	"people",
	"actions",
	"course",
)


def get_place(row: Mapping) -> tuple[str, str, str]:
	"""Return (family, month, assistant) of a visit or card: one card that is not cancelled has this place."""
	return row["family"], row["month"], row["assistant"]


def total_minutes(rows: Iterable[Mapping]) -> int:
	"""Return the minutes of all contacts (F5)."""
	return sum(row["minutes"] or 0 for row in rows)


def timesheet_minutes(rows: Iterable[Mapping]) -> int:
	"""Return the minutes of the contacts whose kind is listed on the timesheet (F4)."""
	return sum(row["minutes"] or 0 for row in rows if row["on_timesheet"])


def direct_minutes(rows: Iterable[Mapping]) -> int:
	"""Return the minutes of the contacts with a member of the family."""
	return sum(row["minutes"] or 0 for row in rows if row["nature"] == DIRECT)


def attempt_minutes(rows: Iterable[Mapping]) -> int:
	"""Return the minutes of the attempts that are listed on the timesheet (F4)."""
	return sum(
		row.get("minutes") or 0 for row in rows if row.get("on_timesheet") and row.get("nature") == ATTEMPT
	)


def fingerprint(rows: Iterable[Mapping], fields: tuple[str, ...] = ROW_FIELDS) -> list[tuple]:
	"""Return the rows as comparable texts, whatever types a database or a client gave them."""
	return [tuple(_to_text(row.get(field)) for field in fields) for row in rows]


def _to_text(value: object) -> str:
	text = "" if value is None else str(value)
	# The database returns 8:15:00 where a client sends 08:15:00.
	return f"0{text}" if text[1:2] == ":" else text
