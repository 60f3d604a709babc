"""Rules of sent reports for `check.py`."""

from __future__ import annotations

import frappe
from frappe import _

from opsfamily.setup.finding import Finding

REPORT = "Section Report"


def check_sent_reports() -> Finding:
	"""Find sent reports that no longer say what their checksum seals."""
	# get_all: whoever runs the check reads all documents.
	names = frappe.get_all(REPORT, {"docstatus": 1}, pluck="name", order_by="name")
	changed = [(REPORT, name) for name in names if not frappe.get_doc(REPORT, name).is_intact()]
	return Finding(_("A sent report says what it said when it was sent."), changed)
