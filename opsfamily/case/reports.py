"""Reports answer a refusal instead of raising it.

From 15.x on the framework starts a clock before it runs a script report and stops it afterwards, but not after an
exception: 15 seconds later the report is marked "prepared", and from then on everybody gets an old table made in the
background. A report that takes longer is marked too, so `keep_reports_direct` looks at ours every day.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import frappe
from frappe import PermissionError, ValidationError, _

APP = "opsfamily"


def answers_refusals(execute: Callable) -> Callable:
	"""Make a report's `execute` raise nothing: a refusal is its message, with the status of the HTTP answer."""

	@wraps(execute)
	def answer(filters: dict | None = None) -> tuple:
		try:
			return execute(filters)
		except (ValidationError, PermissionError) as refusal:
			return refuse(str(refusal) or _("This report may not be read."), refusal.http_status_code)
		except Exception:
			frappe.log_error(execute.__module__, frappe.get_traceback())
			return refuse(_("The report could not be made; the Error Log says why."), 500)

	return answer


def refuse(message: str, status: int) -> tuple:
	"""Return no columns, no rows and the message."""
	frappe.local.response["http_status_code"] = status
	return [], [], message


def keep_reports_direct() -> None:
	"""Make those of our reports direct again that the framework has marked "prepared" (daily)."""
	# get_all, twice: the daily job is nobody's; it reads names of our modules and of our standard reports.
	modules = frappe.get_all("Module Def", {"app_name": APP}, pluck="name")
	marked = {"module": ["in", modules], "is_standard": "Yes", "prepared_report": 1}
	for report in frappe.get_all("Report", marked, pluck="name"):
		frappe.db.set_value("Report", report, "prepared_report", 0, update_modified=False)
		frappe.clear_document_cache("Report", report)
