"""What the section does besides the families' papers: conferences, opinions and letters for a court."""

from __future__ import annotations

from datetime import timedelta

import frappe

from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.case import COORDINATOR, HEAD, Case


def work_together(case: Case) -> None:
	"""Write what the plan of the family tells of teamwork."""
	for key, write in (
		("conference", hold_conference),
		("opinion", write_opinion),
		("letter", write_letter),
	):
		if key in case.plan:
			write(case)


def hold_conference(case: Case) -> None:
	"""Hold a conference with the school, and write its minutes."""
	plan, pool = case.plan["conference"], case.pools["conference"]
	day = case.ago(plan["ago"])
	workers = ((COORDINATOR, "koordynator"), (case.assistant, "asystent rodziny"))
	people = [{"user": case.office.get_email(key), "body": body, "attended": 1} for key, body in workers]
	name, body = pool["guest"]
	values = {
		"conference_date": day,
		"from_time": "10:00",
		"to_time": "11:15",
		"place": pool["place"],
		"occasion": plan["occasion"],
		"organiser": case.office.get_email(COORDINATOR),
		"people": [*people, {"full_name": name, "body": body, "attended": 1}],
		"agenda": pool["agenda"],
		"findings": pool["findings"],
		"decisions": [make_decision(case, what, who, day) for what, who in pool["decisions"]],
	}
	case.make(COORDINATOR, "Case Conference", submit=True, **values)


def make_decision(case: Case, what: str, who: str, day) -> dict:
	user = None if who == "family" else case.office.get_email(case.assistant)
	return {
		"what": what,
		"user": user,
		"by_family": int(who == "family"),
		"until_date": day + timedelta(days=28),
	}


def write_opinion(case: Case) -> None:
	"""Write an opinion for the court: in time, late, or still being written."""
	plan = case.plan["opinion"]
	asked = case.ago(plan["ago"])
	due, signed = asked + timedelta(days=14), case.after(asked, 18 if plan.get("late") else 9)
	values = {
		"asked_by": case.pools["court"],
		"reference": f"III Nsm {100 + case.number}/{asked:%y}",
		"asked_on": asked,
		"due_date": due,
		"period_from": max(case.began, asked - timedelta(days=180)),
		"period_until": asked,
		"opinion": case.pools["opinion"],
	}
	opinion = case.make(case.assistant, "Court Opinion", **values)
	if not plan.get("open"):
		approve(case, opinion, signed)


def approve(case: Case, opinion, signed) -> None:
	"""Send the opinion to the head and approve it, on the day that the story tells."""
	with acting_as(case.office.get_email(case.assistant)):
		opinion.send()
	with acting_as(case.office.get_email(HEAD)):
		opinion = frappe.get_doc("Court Opinion", opinion.name)
		opinion.submit()
	case.backdate("Court Opinion", opinion.name, signed_on=signed, approved_on=signed)


def write_letter(case: Case) -> None:
	"""Tell the court that the family does not cooperate."""
	day = case.ago(case.plan["letter"])
	values = {"court": case.pools["court"], "letter_date": day, "facts": case.pools["letter"]}
	letter = case.make(COORDINATOR, "Court Letter", **values)
	with acting_as(case.office.get_email(HEAD)):
		letter = frappe.get_doc("Court Letter", letter.name)
		letter.submit()
	case.backdate("Court Letter", letter.name, signed_on=day)
