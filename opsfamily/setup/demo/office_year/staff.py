"""The staff: their employment and leaves, and the working time besides the families."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from frappe.utils import get_fullname

from opsfamily.core.employment import CIVIL_CONTRACT, COMMISSIONED, OTHER_EMPLOYMENT, OWN_CENTRE, TASK_TIME
from opsfamily.core.months import add_months, month_of
from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year import bulk
from opsfamily.setup.demo.office_year.case import ASSISTANTS, COORDINATOR, HEAD
from opsfamily.setup.demo.office_year.days import workday

if TYPE_CHECKING:
	from opsfamily.setup.demo.office_year.section import Office

WORK = "Other Work Time"
MONTHS = 12
TRAINING_EVERY = 3
# How each assistant of the section is employed: by whom, by which contract, and for what part of a full post.
POSTS = (
	(OWN_CENTRE, TASK_TIME, 1),
	(OWN_CENTRE, OTHER_EMPLOYMENT, 0.75),
	(COMMISSIONED, CIVIL_CONTRACT, 0.9),
)
EMPLOYED_YEARS = 3


def employ(office: Office, today: date) -> None:
	"""Employ the assistants since the beginning of a year, and write the one long leave."""
	since, leave = date(today.year - EMPLOYED_YEARS, 1, 1), office.pools["leave"]
	first, last = (today - timedelta(days=leave[name]) for name in ("from", "until"))
	with acting_as(office.get_email(HEAD)):
		for number, (key, post) in enumerate(zip(ASSISTANTS, POSTS, strict=True), start=2):
			keys = {"user": office.get_email(key), "from_date": since}
			values = dict(zip(("employer", "form", "fte"), post, strict=True))
			contract = {"contract_number": f"OPS.110.{number}.{since.year}"}
			office.find_or_make("Employment", keys, {**values, **contract})
		away = {"user": office.get_email(ASSISTANTS[leave["worker"]]), "from_date": first}
		office.find_or_make("Work Absence", away, {"until_date": last})


def record_other_work(office: Office, today: date) -> None:
	"""Insert the working time besides the families, month by month: minutes without hours, so that nothing overlaps."""
	rows = []
	for back in range(1, MONTHS + 1):
		month = add_months(today.replace(day=1), -back)
		for key in ASSISTANTS:
			rows += make_month(office, key, month)
	bulk.insert(WORK, rows)


def make_month(office: Office, key: str, month: date) -> list[dict]:
	"""Return the other work of an assistant in a month as it is stored."""
	worker, rows = office.get_email(key), []
	for place, (kind, minutes, what) in enumerate(office.pools["other_work"]):
		if kind == "szkolenie" and month.month % TRAINING_EVERY:
			continue
		day = workday(month.replace(day=4 + 6 * place))
		[name] = bulk.take_names([f"CZAS-{day.year}-"])
		row = {"worker": worker, "worker_name": get_fullname(worker), "work_date": day, "kind": kind}
		values = {"minutes": minutes, "month": month_of(day), "description": what}
		head = bulk.make_head(name, bulk.at(day, 16 * 60), office.get_email(COORDINATOR))
		rows.append({**head, "naming_series": "CZAS-.YYYY.-.####", **row, **values})
	return rows
