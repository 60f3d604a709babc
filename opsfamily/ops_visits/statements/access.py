"""Whose statements a user may make, and facts about the worker that stand on them."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.employment import get_employments
from opsfamily.core.months import first_and_last_day
from opsfamily.core.roles import ASSISTANT
from opsfamily.exceptions import MonthError
from opsfamily.permissions import employment as employment_rule
from opsfamily.permissions.access_log import write_line
from opsfamily.permissions.rule import can_see_section

CARD = "Assistant Timesheet"


def require_statement_of(worker: str) -> None:
	"""Refuse everybody but the worker, who must be an assistant, coordinator and head (PermissionError)."""
	user = frappe.session.user
	is_own = worker == user and ASSISTANT in frappe.get_roles(user)
	if not (is_own or can_see_section(user)) or not frappe.db.exists("User", worker):
		raise frappe.PermissionError


def get_begun_month(month: str) -> tuple:
	"""Return the month's first and last day. Raises MonthError for a text that is no month, or one not begun."""
	label = frappe.bold(_("Month"))
	try:
		first, last = first_and_last_day(month)
	except ValueError:
		frappe.throw(_("{0}: write the month as RRRR-MM, e.g. 2026-10.").format(label), MonthError)
	if first > getdate():
		frappe.throw(_("{0} has not begun yet.").format(label), MonthError)
	return first, last


def get_worker_name(worker: str) -> str:
	return frappe.db.get_value("User", worker, "full_name") or worker


def get_shown_employments(worker: str, first, last) -> list[frappe._dict]:
	"""Return the worker's employments in a period as far as the user may see them."""
	user = frappe.session.user
	if worker != user and not employment_rule.can_see_all(user):
		return []
	return get_employments(first, last, worker)


def log_cards(cards: list[str], file_type: str) -> None:
	"""Log a statement made of these cards like a print of each."""
	for card in cards:
		write_line(doctype=CARD, document=card, file_type=file_type, method="Print")
