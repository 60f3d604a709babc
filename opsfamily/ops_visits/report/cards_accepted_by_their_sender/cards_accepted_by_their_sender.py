"""Cards that were sent for an absent assistant and accepted by the same person, with the reason, for a control."""

import frappe
from frappe import _

from opsfamily.case.reports import answers_refusals


@answers_refusals
def execute(filters: dict | None = None) -> tuple[list[dict], list]:
	"""Return columns and rows, the newest month first; only cards that the reader may see. filters: month."""
	month = (filters or {}).get("month")
	rows = frappe.get_list(
		"Assistant Timesheet",
		filters={
			"sole_acceptance_reason": ["is", "set"],
			"docstatus": 1,
			**({"month": month} if month else {}),
		},
		fields=[column["fieldname"] for column in get_columns()],
		order_by="month desc, name",
		limit_page_length=0,
	)
	return get_columns(), rows


def get_columns() -> list[dict]:
	"""Return the columns of the report."""
	columns = (
		("name", _("Card"), "Link", 170),
		("month", _("Month"), "Data", 90),
		("representative", _("Family"), "Data", 180),
		("assistant_name", _("Assistant"), "Data", 160),
		("accepted_by", _("Accepted By"), "Data", 200),
		("accepted_on", _("Accepted On"), "Datetime", 160),
		("sole_acceptance_reason", _("Accepted by Its Sender Because"), "Data", 320),
	)
	made = [
		{"fieldname": name, "label": label, "fieldtype": fieldtype, "width": width}
		for name, label, fieldtype, width in columns
	]
	made[0]["options"] = "Assistant Timesheet"
	return made
