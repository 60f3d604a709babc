"""The real minutes of visits in the night of the clock change; those on frozen cards are listed."""

from datetime import timedelta

import frappe
from frappe.utils import cint, get_time, getdate

from opsfamily.core.hours import real_minutes
from opsfamily.core.meanings import FROZEN
from opsfamily.office import get_zone

CARD, VISIT = "Assistant Timesheet", "Family Visit"
FIELDS = [
	"name",
	"family",
	"assistant",
	"month",
	"visit_date",
	"from_time",
	"to_time",
	"ends_next_day",
	"minutes",
]


def execute() -> None:
	"""Count the minutes anew where the clock was changed during the visit and the card is not sent."""
	frozen = []
	for visit in get_visits_of_the_night():
		minutes = count_minutes(visit)
		if minutes in (visit.minutes, None):
			continue
		if is_frozen(visit):
			frozen.append(f"{visit.name}: {visit.minutes} → {minutes}")
			continue
		frappe.db.set_value(VISIT, visit.name, "minutes", minutes, update_modified=False)
		mark_card(visit)
	if frozen:
		frappe.log_error(
			title="Visits in the night of the clock change on sent cards", message="\n".join(frozen)
		)


def get_visits_of_the_night() -> list:
	"""Return the visits of the last days of March and October that may run at two or three o'clock at night."""
	visit = frappe.qb.DocType(VISIT)
	query = frappe.qb.from_(visit).select(*(visit[field] for field in FIELDS))
	early = (visit.from_time < timedelta(hours=4)) | (visit.ends_next_day == 1)
	month = visit.month.like("%-03") | visit.month.like("%-10")
	return query.where(early & month).run(as_dict=True)


def count_minutes(visit) -> int | None:
	"""Return the real minutes; None for hours that are missing, or that leave none."""
	if visit.from_time is None or visit.to_time is None:
		return None
	minutes = real_minutes(
		getdate(visit.visit_date),
		get_time(str(visit.from_time)),
		get_time(str(visit.to_time)),
		bool(cint(visit.ends_next_day)),
		get_zone(),
	)
	return minutes if minutes > 0 else None


def get_card(visit) -> str | None:
	"""Return the card of the visit that is not cancelled."""
	keys = {key: visit[key] for key in ("family", "assistant", "month")}
	return frappe.db.get_value(CARD, {**keys, "docstatus": ["<", 2]})


def is_frozen(visit) -> bool:
	"""Return whether the card of the visit is sent or accepted."""
	card = get_card(visit)
	return bool(card) and frappe.db.get_value(CARD, card, "state_meaning") in FROZEN


def mark_card(visit) -> None:
	"""Mark the open card of the visit as out of date."""
	card = get_card(visit)
	if card:
		frappe.get_doc(CARD, card).mark_out_of_date()
