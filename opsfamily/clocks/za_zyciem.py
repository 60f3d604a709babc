"""The clocks of „Za życiem” and of foster care, for the list of deadlines (`opsfamily.clocks.register`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe import _

from opsfamily.core import deadlines as core
from opsfamily.core.applications import first_contact_due, handing_over_due
from opsfamily.core.assignments import COORDINATOR, FOSTER_COORDINATOR
from opsfamily.core.deadlines import Deadline
from opsfamily.office import get_setting

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases


def applications_to_hand_over(cases: Cases) -> Iterator[Deadline]:
	"""An application „Za życiem” that no assistant has yet; the coordinator sees to it."""
	days = get_setting("handing_over_days")
	for row in catalogues(cases, {"handed_on": ["is", "not set"]}):
		due = handing_over_due(row.application_received_on, days)
		worker = cases.responsible(row.family, COORDINATOR)
		yield Deadline(core.HANDING_OVER, row.family, "Support Catalogue", row.name, due, worker, row.person)


def first_contacts(cases: Cases) -> Iterator[Deadline]:
	"""An application „Za życiem” after which nobody of the family was met yet."""
	days, rows = get_setting("first_contact_days"), catalogues(cases, {})
	met = days_met(rows)
	for row in rows:
		if any(day >= row.application_received_on for day in met[row.family]):
			continue
		due = first_contact_due(row.application_received_on, row.handed_on, days)
		worker = cases.responsible(row.family)
		yield Deadline(core.FIRST_CONTACT, row.family, "Support Catalogue", row.name, due, worker, row.person)


def authorisations_ending(cases: Cases) -> Iterator[Deadline]:
	"""The last day on which the assistant may act on a person's word."""
	filters = {"docstatus": 1, "withdrawn_on": ["is", "not set"], "until_date": [">=", cases.today]}
	fields = ["name", "family", "person", "body", "assistant", "until_date"]
	for row in cases.listed("Authorisation", filters, fields, "until_date, name"):
		what = f"{row.person}: {row.body or _('General')}"
		yield Deadline(
			core.AUTHORISATION, row.family, "Authorisation", row.name, row.until_date, row.assistant, what
		)


def childrens_plans(cases: Cases) -> Iterator[Deadline]:
	"""The next plan of a child in care; its foster-care coordinator's, else the assistant's to remember."""
	filters = {"until_date": ["is", "not set"], "next_plan_due": ["is", "set"]}
	fields = ["name", "family", "child", "next_plan_due"]
	for row in cases.listed("Foster Placement", filters, fields, "next_plan_due, name"):
		worker = cases.responsible(row.family, FOSTER_COORDINATOR) or cases.responsible(row.family)
		yield Deadline(
			core.CHILD_PLAN, row.family, "Foster Placement", row.name, row.next_plan_due, worker, row.child
		)


def catalogues(cases: Cases, filters: dict) -> list:
	fields = ["name", "family", "person", "application_received_on", "handed_on"]
	return cases.listed("Support Catalogue", filters, fields, "application_received_on, name")


def days_met(rows: list) -> dict[str, list[date]]:
	"""Family → the days on which somebody of it was met, since the oldest of the applications."""
	met = defaultdict(list)
	if not rows or not frappe.has_permission("Family Visit", "read"):
		return met
	visits = frappe.get_list(
		"Family Visit",
		filters=[
			["family", "in", [row.family for row in rows]],
			["visit_date", ">=", rows[0].application_received_on],
			["Visit Participant", "full_name", "is", "set"],
		],
		fields=["family", "visit_date"],
		order_by="visit_date",
		limit_page_length=0,
	)
	for visit in visits:
		met[visit.family].append(visit.visit_date)
	return met
