"""„Obciążenie asystentów”: how many families every assistant has, weighted by difficulty, beside the limit."""

from frappe import _
from frappe.utils import getdate

from opsfamily.case.workload import get_loads_of_assistants


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict]:
	"""Columns, rows, no message, chart. filters: as_of (a day, today unless given)."""
	rows = get_loads_of_assistants(getdate((filters or {}).get("as_of")))
	for row in rows:
		row["free"] = (
			None if row["ceiling"] is None else row["ceiling"] - max(row["families"], row["weighted"])
		)
	return columns(), rows, None, chart_of(rows)


def columns() -> list[dict]:
	return [
		{"fieldname": "user", "label": _("User"), "fieldtype": "Data", "hidden": 1},
		{"fieldname": "full_name", "label": _("Assistant"), "fieldtype": "Data", "width": 220},
		{"fieldname": "families", "label": _("Families"), "fieldtype": "Int", "width": 110},
		number_column("weighted", _("With Difficulty")),
		number_column("ceiling", _("Limit")),
		number_column("free", _("Free Places")),
	]


def number_column(fieldname: str, label: str) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Float", "precision": 1, "width": 170}


def chart_of(rows: list[dict]) -> dict:
	"""Bars of every assistant; the limit as a line where there is one."""
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
