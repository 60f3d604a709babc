"""„Obciążenie asystentów”: every assistant's families, also weighted by difficulty, next to the limit."""

from frappe import _
from frappe.utils import getdate

from opsfamily.case.employment import get_norms
from opsfamily.case.reports import answers_refusals
from opsfamily.case.workload import get_loads_of_assistants
from opsfamily.core.hours import format_minutes
from opsfamily.core.months import first_and_last_day, month_of


@answers_refusals
def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict]:
	"""Return columns, rows, no message and the chart. filters: as_of (a day, by default today)."""
	day = getdate((filters or {}).get("as_of"))
	rows, norms = get_loads_of_assistants(day), get_norms(*first_and_last_day(month_of(day)))
	for row in rows:
		row["norm"] = format_minutes(norms[row["user"]]) if row["user"] in norms else None
		row["free"] = (
			None if row["ceiling"] is None else row["ceiling"] - max(row["families"], row["weighted"])
		)
	return get_columns(), rows, None, make_chart(rows)


def get_columns() -> list[dict]:
	return [
		{"fieldname": "user", "label": _("User"), "fieldtype": "Data", "hidden": 1},
		{"fieldname": "full_name", "label": _("Assistant"), "fieldtype": "Data", "width": 220},
		{"fieldname": "families", "label": _("Families"), "fieldtype": "Int", "width": 110},
		make_number_column("weighted", _("With Difficulty")),
		make_number_column("ceiling", _("Limit")),
		make_number_column("free", _("Free Places")),
		{"fieldname": "norm", "label": _("Norm of the Month"), "fieldtype": "Data", "width": 150},
	]


def make_number_column(fieldname: str, label: str) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Float", "precision": 1, "width": 170}


def make_chart(rows: list[dict]) -> dict:
	"""Return bars of every assistant, with the limit as a line where there is one."""
	datasets = [
		{"name": _("Families"), "values": [row["families"] for row in rows]},
		{"name": _("With Difficulty"), "values": [row["weighted"] for row in rows]},
	]
	limit = rows[0]["ceiling"] if rows else None
	markers = [{"label": _("Limit"), "value": limit}] if limit is not None else []
	return {
		"data": {"labels": [row["full_name"] for row in rows], "datasets": datasets, "yMarkers": markers},
		"type": "bar",
	}
