"""The facts about a family that a new visit starts from."""

from __future__ import annotations

import frappe
from frappe.utils import getdate

from opsfamily.case.days import get_day_known
from opsfamily.case.household import get_present_members
from opsfamily.case.travel import is_counted
from opsfamily.case.travelled import propose_ends
from opsfamily.core.contact_kinds import BY_PHONE, DIRECT
from opsfamily.core.days import FIRST_DAY
from opsfamily.core.outcomes import PENDING
from opsfamily.ops_paper.values import as_written
from opsfamily.ops_visits.doctype.family_visit.family_visit import get_first_day
from opsfamily.ops_visits.doctype.family_visit.tasks import get_open_tasks
from opsfamily.ops_visits.doctype.family_visit.withdrawal import get_unanswered_withdrawal
from opsfamily.permissions.rule import get_readable_rows


def get_visit_context(family) -> dict:
	"""Return the home's warning (at the reader's permission level), members' names, pending actions, open tasks, usual
	actions to propose, the withdrawal of the consent to work that the next visit is asked about, the first days of the
	family and of the user's assignment, the ends of a way to propose (`travel`; None where the office does not pay for
	travel), place and kind of the last contact with the family itself, and the day of the last visit. family: a document that
	the user may read."""
	family.apply_fieldlevel_read_permissions()
	met = get_last_contact(family.name, DIRECT)
	return {
		"warning": as_written(family.get("home_warning") or "") or None,
		"members": [as_written(member.full_name or "") for member in get_present_members(family)],
		"actions": get_pending_actions(family.name),
		"last_place": as_written(met.place or ""),
		"last_kind": met.kind,
		"last_visit": get_last_contact(family.name, ["!=", BY_PHONE]).visit_date,
		"open_tasks": get_open_tasks(family.name),
		"usual_actions": get_usual_actions(),
		"withdrawn_on": get_unanswered_withdrawal(family.name, getdate()),
		"known_since": get_day_known(family.name) or FIRST_DAY,
		"first_day": get_first_day(family.name, frappe.session.user),
		"travel": propose_ends(frappe.session.user, getdate(), family.name) if is_counted() else None,
	}


def get_pending_actions(family: str) -> list[frappe._dict]:
	"""Return the family's pending actions by due date; none where the user's role may not read them."""
	filters, fields = {"family": family, "outcome": PENDING}, ["name", "party", "action", "due_date"]
	actions = get_readable_rows("Scheduled Action", filters, fields, "due_date, name")
	return [frappe._dict(row, action=as_written(row.action or "")) for row in actions]


def get_usual_actions() -> list[str]:
	"""Return the office's usual actions, to be proposed and never ticked by the app, the oldest first."""
	filters = {"disabled": 0}
	rows = get_readable_rows("Usual Action", filters, ["name"], "creation, name")
	return [row.name for row in rows]


def get_last_contact(family: str, nature: str | list[str]) -> frappe._dict:
	"""Return the last contact of a nature, given as a filter; an empty one where there is none."""
	rows = frappe.get_list(
		"Family Visit",
		filters={"family": family, "nature": nature},
		fields=["place", "kind", "visit_date"],
		order_by="visit_date desc, from_time desc",
		limit_page_length=1,
	)
	return rows[0] if rows else frappe._dict()
