"""Lines of ours in the framework's Access Log."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.utils import cstr

LOG = "Access Log"


def write_line(
	doctype: str | None = None, document: str | None = None, filters: Any = None, **values: str | None
) -> None:
	"""Write a line about the user in the database before the answer leaves.

	`make_access_log` commits its line up to v15; from v16 on it leaves it in Redis for up to 15 minutes, where it can
	be lost. Called when the request has nothing else to store, so that the line alone is committed.
	"""
	place = {"export_from": doctype, "reference_document": document, "filters": cstr(filters) or None}
	line = frappe.get_doc({"doctype": LOG, "__islocal": 1, "user": frappe.session.user, **place, **values})
	if frappe.flags.read_only:
		line.deferred_insert()
		return
	line.set_new_name()
	line.set_user_and_timestamp()
	_insert(line.get_valid_dict(convert_dates_to_str=True))


def _insert(values: dict) -> None:
	# The statement commits itself within a request only: a job or a test ends its transaction on its own.
	query = frappe.qb.into(LOG).columns(*values).insert(*values.values())
	query.run(auto_commit=bool(frappe.request))
