"""The section's groups: a school for parents, mothers' groups, and what the day centres' children do together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import frappe
from frappe.utils import getdate

from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.case import COORDINATOR, Case
from opsfamily.setup.demo.office_year.days import workday

if TYPE_CHECKING:
	from opsfamily.setup.demo.office_year.section import Office

GROUP, MEETING, PARTICIPATION = "Support Group", "Group Meeting", "Group Participation"
ENROLMENT = "Day Centre Enrolment"
# In turn over the meetings and the families.
PRESENCES = ("Present", "Present", "Excused", "Present", "Present", "Absent", "Present")


# the groups


def open_groups(office: Office, today: date) -> None:
	"""Open each group with its meetings, unless it is there already."""
	for group in office.pools["groups"]:
		if not frappe.db.exists(GROUP, group["name"]):
			open_group(office, group, today)
			plan_meetings(office, group, today)


def open_group(office: Office, group: dict, today: date) -> None:
	"""Open a group of the pool (`from`, `until`: days before today) with its leaders, as the coordinator."""
	first = today - timedelta(days=group["from"])
	leaders = [
		{
			"user": office.get_email(leader["worker"]) if "worker" in leader else None,
			"outside_leader": leader.get("outside"),
			"from_date": first,
		}
		for leader in group["leaders"]
	]
	values = {
		"group_name": group["name"],
		"kind": group["kind"],
		"centre": get_centre(office.pools, group),
		"place": group["place"],
		"purpose": group.get("purpose"),
		"from_date": first,
		"until_date": today - timedelta(days=group["until"]) if "until" in group else None,
		"leaders": leaders,
	}
	with acting_as(office.get_email(COORDINATOR)):
		frappe.get_doc({"doctype": GROUP, **values}).insert()


def get_centre(pools: dict, group: dict) -> str | None:
	return pools["centres"][group["centre"]]["name"] if "centre" in group else None


def plan_meetings(office: Office, group: dict, today: date) -> None:
	"""Write the meetings of a group, held and ahead, as the coordinator: its leaders write until it is a month over."""
	hours = {"from_time": group["hours"][0], "to_time": group["hours"][1]}
	with acting_as(office.get_email(COORDINATOR)):
		for place, topic in enumerate(group["topics"]):
			day = workday(today - timedelta(days=group["from"] - place * group["every"]))
			others = group.get("others", 0) if day < today else 0
			values = {"support_group": group["name"], "meeting_date": day, "topic": topic}
			frappe.get_doc({"doctype": MEETING, **values, **hours, "other_people": others}).insert()


# who comes


def join_groups(case: Case) -> None:
	"""Enter the mother into the groups of the family's plan and the children into the outings of their centre, once."""
	if PARTICIPATION in case.documents:
		return
	for place, group in enumerate(case.pools["groups"]):
		if place in case.plan.get("groups", ()):
			join(case, group, person=case.household.mother.full_name)
		if "centre" in group and group["centre"] == case.plan.get("centre"):
			for enrolment in get_enrolments(case):
				join(case, group, enrolment=enrolment)


def get_enrolments(case: Case) -> list[str]:
	# get_all: the family of the case that is being written.
	return frappe.get_all(ENROLMENT, {"family": case.name}, pluck="name", order_by="name")


def join(case: Case, group: dict, **who) -> None:
	"""Enter a person (`person`, or the child of an `enrolment`) with everything that was noted of them so far."""
	first = case.today - timedelta(days=group["from"])
	until = case.today - timedelta(days=group["until"]) if "until" in group else None
	values = {"support_group": group["name"], "from_date": first, "until_date": until, **who}
	case.make(COORDINATOR, PARTICIPATION, **values, presences=[*get_presences(case, group["name"])])


def get_presences(case: Case, group: str) -> Iterator[dict]:
	"""Yield the presence at each meeting that was held."""
	# get_all: the office's own group.
	meetings = frappe.get_all(
		MEETING, {"support_group": group}, ["name", "meeting_date"], order_by="meeting_date"
	)
	for place, meeting in enumerate(meetings):
		if getdate(meeting.meeting_date) < case.today:
			yield {
				"meeting": meeting.name,
				"presence": PRESENCES[(case.number + place) % len(PRESENCES)],
			}
