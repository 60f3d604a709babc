"""Clocks of „Za życiem” and of foster care."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from frappe import _

from opsfamily.core import deadlines as core
from opsfamily.core.applications import first_contact_due, handing_over_due
from opsfamily.core.assignments import COORDINATOR, FOSTER_COORDINATOR
from opsfamily.core.contact_kinds import ATTEMPT
from opsfamily.core.deadlines import Deadline
from opsfamily.office import get_setting
from opsfamily.permissions.rule import get_readable_rows

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases


def get_applications_to_hand_over(cases: Cases) -> Iterator[Deadline]:
	"""Yield applications „Za życiem” that were not handed to an assistant; the coordinator is responsible."""
	days = get_setting("handing_over_days")
	for row in get_catalogues(cases, {"handed_on": ["is", "not set"]}):
		due = handing_over_due(row.application_received_on, days)
		worker = cases.get_responsible(row.family, COORDINATOR)
		yield Deadline(core.HANDING_OVER, row.family, "Support Catalogue", row.name, due, worker, row.person)


def get_first_contacts(cases: Cases) -> Iterator[Deadline]:
	"""Yield applications „Za życiem” after which nobody of the family was met yet."""
	days, rows = get_setting("first_contact_days"), get_catalogues(cases, {})
	met = get_days_met(rows)
	for row in rows:
		if any(day >= row.application_received_on for day in met[row.family]):
			continue
		due = first_contact_due(row.application_received_on, row.handed_on, days)
		worker = cases.get_responsible(row.family)
		yield Deadline(core.FIRST_CONTACT, row.family, "Support Catalogue", row.name, due, worker, row.person)


def get_authorisations_ending(cases: Cases) -> Iterator[Deadline]:
	"""Yield the last days of authorisations to act for a person."""
	filters = {"docstatus": 1, "withdrawn_on": ["is", "not set"], "until_date": [">=", cases.today]}
	fields = ["name", "family", "person", "body", "assistant", "until_date"]
	for row in cases.listed("Authorisation", filters, fields, "until_date, name"):
		what = f"{row.person}: {row.body or _('General')}"
		yield Deadline(
			core.AUTHORISATION, row.family, "Authorisation", row.name, row.until_date, row.assistant, what
		)


def get_childrens_plans(cases: Cases) -> Iterator[Deadline]:
	"""Yield the next plans of children in care, for the foster-care coordinator, else the assistant."""
	filters = {"until_date": ["is", "not set"], "next_plan_due": ["is", "set"]}
	fields = ["name", "family", "child", "next_plan_due"]
	for row in cases.listed("Foster Placement", filters, fields, "next_plan_due, name"):
		worker = cases.get_responsible(row.family, FOSTER_COORDINATOR) or cases.get_responsible(row.family)
		yield Deadline(
			core.CHILD_PLAN, row.family, "Foster Placement", row.name, row.next_plan_due, worker, row.child
		)


def get_catalogues(cases: Cases, filters: dict) -> list:
	"""Return the support catalogues of open cases, the oldest application first."""
	fields = ["name", "family", "person", "application_received_on", "handed_on"]
	return cases.listed("Support Catalogue", filters, fields, "application_received_on, name")


def get_days_met(rows: list) -> dict[str, list[date]]:
	"""Return family → the days on which somebody of it was met, since the oldest application.

	rows: the applications, the oldest first.
	"""
	met = defaultdict(list)
	if not rows:
		return met
	filters = [
		["family", "in", [row.family for row in rows]],
		["visit_date", ">=", rows[0].application_received_on],
		["nature", "!=", ATTEMPT],
		["Visit Participant", "full_name", "is", "set"],
	]
	for visit in get_readable_rows("Family Visit", filters, ["family", "visit_date"], "visit_date"):
		met[visit.family].append(visit.visit_date)
	return met
