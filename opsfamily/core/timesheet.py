"""The monthly card: its states, its sums and whether it still says what the visits say."""

from collections.abc import Iterable, Mapping

DRAFT = "Card Draft"
SENT = "Card Sent"
RETURNED = "Card Returned"
ACCEPTED = "Card Accepted"
WITHDRAWN = "Card Withdrawn"

# The framework's docstatus in each state: 0 draft, 1 submitted, 2 cancelled.
DOCSTATUS = {DRAFT: 0, SENT: 0, RETURNED: 0, ACCEPTED: 1, WITHDRAWN: 2}
MOVES = {
	(DRAFT, SENT),
	(RETURNED, SENT),
	(SENT, RETURNED),
	(SENT, ACCEPTED),
	(ACCEPTED, WITHDRAWN),
}
# In these states neither the card nor its visits change.
FROZEN = (SENT, ACCEPTED)

# What a row keeps of its visit; two cards are the same when these are.
ROW_FIELDS = (
	"visit",
	"visit_date",
	"from_time",
	"to_time",
	"minutes",
	"kind",
	"on_timesheet",
	"signed",
	"signature_note",
	"place",
	"people",
	"actions",
	"course",
)


def may_move(state: str, next_state: str) -> bool:
	"""Whether a card may go from one state to the other (staying is no move)."""
	return (state, next_state) in MOVES


def make_live_key(family: str, month: str, assistant: str) -> str:
	"""What may exist once among the cards that are not cancelled."""
	return f"{family}/{month}/{assistant}"


def total_minutes(rows: Iterable[Mapping]) -> int:
	"""Minutes of all contacts (F5)."""
	return sum(row["minutes"] or 0 for row in rows)


def timesheet_minutes(rows: Iterable[Mapping]) -> int:
	"""Minutes of the contacts whose kind stands on the timesheet (F4)."""
	return sum(row["minutes"] or 0 for row in rows if row["on_timesheet"])


def fingerprint(rows: Iterable[Mapping]) -> list[tuple]:
	"""The rows as comparable text, whatever types a database or a client gave them."""
	return [tuple(_text(row.get(field)) for field in ROW_FIELDS) for row in rows]


def _text(value: object) -> str:
	text = "" if value is None else str(value)
	# The database says 8:15:00 where a client says 08:15:00.
	return f"0{text}" if text[1:2] == ":" else text
