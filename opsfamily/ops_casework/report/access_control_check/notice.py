"""The daily notice about new rows of the report „Kontrola dostępu”."""

from __future__ import annotations

import hashlib
import json

import frappe
from frappe import _
from frappe.utils import escape_html, get_url_to_report

from opsfamily.core.roles import ADMINISTRATOR, HEAD
from opsfamily.notify import get_workers, in_language_of, logged_failure, write_notice
from opsfamily.ops_casework.report.access_control_check.access_control_check import Row, get_rows

REPORT = "Access Control Check"
# Short hashes of the rows of the last run, as a value of the site: what went away and comes back is new.
SEEN = "opsfamily_access_control_seen"


def notify_of_new_findings() -> None:
	"""Notify the head and the OPS administrators of rows that the last run did not have (daily job)."""
	seen = set(json.loads(frappe.db.get_global(SEEN) or "[]"))
	# One language, whoever runs the job: a row is known by its words.
	with in_language_of("Administrator"):
		rows = {make_key(row): row for row in get_rows()}
	new = [row for key, row in rows.items() if key not in seen]
	frappe.db.set_global(SEEN, json.dumps(sorted(rows)))
	for user in get_workers(HEAD, ADMINISTRATOR) if new else ():
		with logged_failure(_("The notice of the access control for {0} failed.").format(user)):
			notify(user, new)


def make_key(row: Row) -> str:
	"""Return a short hash of what a row says, without how to fix it."""
	return hashlib.sha256("|".join((row.what, row.where, row.who)).encode()).hexdigest()[:12]


def notify(user: str, rows: list[Row]) -> None:
	"""Write the notice for one user: the number of new rows, and the rows themselves."""
	with in_language_of(user):
		subject = _("Access control: {0} new findings").format(len(rows))
	lines = (": ".join(filter(None, (row.what, row.where, row.who))) for row in rows)
	text = "".join(f"<li>{escape_html(line)}</li>" for line in lines)
	link = get_url_to_report(REPORT, "Script Report", "Report")
	content = f'<ul>{text}</ul><p><a href="{link}">{_(REPORT)}</a></p>'
	write_notice(user, subject, email_content=content)
