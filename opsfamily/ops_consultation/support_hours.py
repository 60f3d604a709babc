"""Hours of supervision and of consultations for the two reports, summed in the database.

Users who see the section see everybody's hours; other users see their own.
"""

from datetime import date

import frappe
from frappe.query_builder import Case
from frappe.query_builder.functions import Count, Extract, Sum
from frappe.utils import cint, getdate

from opsfamily.core.supervision import GROUP, HELD, INDIVIDUAL
from opsfamily.permissions.rule import can_see_section

LAST_YEAR = 9999


def get_year(filters: dict | None) -> int:
	"""Return the year of the filter; this year where it holds none."""
	year = cint((filters or {}).get("year"))
	return year if 0 < year < LAST_YEAR else getdate().year


def get_days(year: int) -> tuple[date, date]:
	"""Return the first and the last day of the year."""
	return date(year, 1, 1), date(year, 12, 31)


def get_only_own() -> str | None:
	"""Return the user whose hours alone are shown; None for users who see the section."""
	return None if can_see_section(frappe.session.user) else frappe.session.user


def get_supervision_hours(year: int, user: str | None, programme: str | None = None) -> list[frappe._dict]:
	"""Return sessions and minutes that each worker attended, by form. user: only this one; programme: paid by it."""
	session, row = frappe.qb.DocType("Supervision Session"), frappe.qb.DocType("Supervision Attendance")
	query = (
		frappe.qb.from_(session)
		.join(row)
		.on((row.parent == session.name) & (row.parenttype == "Supervision Session"))
		.select(row.user, Count(session.name).as_("sessions"))
		.where((session.status == HELD) & (row.attended == 1))
		.where(session.session_date[slice(*get_days(year))])
		.groupby(row.user)
	)
	for form, column in ((INDIVIDUAL, "individual"), (GROUP, "in_group")):
		minutes = Case().when(session.form == form, session.minutes).else_(0)
		query = query.select(Sum(minutes).as_(column))
	if user:
		query = query.where(row.user == user)
	if programme:
		query = query.where(session.programme == programme)
	return query.run(as_dict=True)


def get_consultation_hours(year: int, user: str | None) -> list[frappe._dict]:
	"""Return consultations and minutes of each consultant by month. user: only this one."""
	doc = frappe.qb.DocType("Consultation")
	month = Extract("month", doc.consultation_date)
	about_family = Case().when(doc.family.isnull() | (doc.family == ""), 0).else_(1)
	query = (
		frappe.qb.from_(doc)
		.select(
			doc.consultant.as_("user"),
			month.as_("month"),
			Count(doc.name).as_("consultations"),
			Sum(about_family).as_("about_family"),
			Sum(doc.minutes).as_("minutes"),
		)
		.where(doc.consultation_date[slice(*get_days(year))])
		.groupby(doc.consultant, month)
	)
	if user:
		query = query.where(doc.consultant == user)
	return query.run(as_dict=True)


def get_full_names(users: set[str]) -> dict[str, str]:
	"""Return user → full name."""
	# get_all: names of colleagues, whatever the reader may see of their accounts.
	rows = frappe.get_all(
		"User", filters={"name": ["in", sorted(users)]}, fields=["name", "full_name"], order_by="name"
	)
	return {row.name: row.full_name or row.name for row in rows}
