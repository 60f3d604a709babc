"""The period that a new report is proposed for."""

from __future__ import annotations

import frappe
from frappe.utils import getdate

from opsfamily.core.figures import reports
from opsfamily.permissions.documents import get_permitted


def get_last_period(template: str) -> dict:
	"""Return the last period of the template's kind that has ended; empty for a kind without set periods."""
	kind = get_permitted("Report Template", template, "read").report_kind
	period = reports.get_last_period(kind, getdate())
	return frappe._dict(from_date=period[0], to_date=period[1]) if period else {}
