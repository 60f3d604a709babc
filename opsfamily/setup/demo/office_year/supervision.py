"""The section's supervision over a year: plans of the years, sessions, records, and feedback without names."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import frappe
from frappe.utils import getdate

from opsfamily.core.feedback import DAYS_OPEN
from opsfamily.core.supervision import GROUP, HELD
from opsfamily.ops_consultation import feedback
from opsfamily.ops_consultation.doctype.supervision_plan.supervision_plan import arrange_sessions
from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.case import ASSISTANTS, COORDINATOR, SOCIAL_WORKERS
from opsfamily.setup.demo.office_year.days import workday

if TYPE_CHECKING:
	from opsfamily.setup.demo.office_year.section import Office

SESSION, RECORD, PLAN = "Supervision Session", "Supervision Record", "Supervision Plan"
PROGRAMME = "Supervision Programme"
PARTICIPANTS = (*ASSISTANTS, *SOCIAL_WORKERS)
# A session every two months, the last of them some days ago, one ahead; a record of every other one.
DAYS_BETWEEN, LAST_AGO, HELD_SESSIONS = 56, 10, 6
MINUTES, HOURS = 120, {"from_time": "16:30", "to_time": "18:30"}


def supervise(office: Office, today: date) -> None:
	"""Plan the years, hold the sessions until today, and write the records and what the participants say."""
	days = [workday(today + timedelta(days=DAYS_BETWEEN * place - LAST_AGO)) for place in range(-5, 2)]
	plans = [
		plan_year(office, year, [day for day in days if day.year == year])
		for year in sorted({day.year for day in days})
	]
	# get_all: the sessions that were arranged just now.
	sessions = frappe.get_all(SESSION, {"plan": ["in", plans]}, pluck="name", order_by="session_date")
	for place, name in enumerate(sessions[:HELD_SESSIONS]):
		session = hold(office, name)
		if place % 2:
			write_record(office, session, place // 2)
			give_feedback(office, session, today)


def plan_year(office: Office, year: int, days: list[date]) -> str:
	"""Write the plan of a year with its programme, and arrange its sessions, as the coordinator. Return its name."""
	pool = office.pools["supervision"]
	with acting_as("Administrator"):
		office.find_or_make(PROGRAMME, {"programme_name": pool["programme"]}, {"payer": pool["payer"]})
	values = {
		"title": pool["plan_title"],
		"year": year,
		"form": GROUP,
		"supervisor_name": pool["supervisor"],
		"programme": pool["programme"],
		"aims": pool["aims"],
		"participants": [{"user": office.get_email(key)} for key in PARTICIPANTS],
		"sessions": [{"planned_on": day, "minutes": MINUTES} for day in days],
	}
	with acting_as(office.get_email(COORDINATOR)):
		plan = frappe.get_doc({"doctype": PLAN, **values}).insert().name
		arrange_sessions(plan)
	return plan


def hold(office: Office, name: str):
	"""Write that a planned session was held with everybody, as the coordinator who arranged it."""
	with acting_as(office.get_email(COORDINATOR)):
		session = frappe.get_doc(SESSION, name).update({"status": HELD, **HOURS})
		for row in session.attendance:
			row.attended = 1
		return session.save()


def write_record(office: Office, session, place: int) -> None:
	"""Write the record of a session, with how went what was agreed at the one before."""
	pool = office.pools["supervision"]
	words = pool["records"][place]
	until = getdate(session.session_date) + timedelta(days=30)
	values = {
		"session": session.name,
		"topic": words["topic"],
		"possibilities": pool["possibilities"],
		"limits": pool["limits"],
		"problems": [{"problem": pool["problem"]}],
		"main_goal": pool["main_goal"],
		"goals": [{"goal": pool["goal"]}],
		"actions": [
			{"user": office.get_email(ASSISTANTS[1]), "action": words["action"], "until_date": until}
		],
		"balint_held": 1,
	}
	with acting_as(office.get_email(ASSISTANTS[0])):
		record = frappe.get_doc({"doctype": RECORD, **values}).insert()
		for row in record.earlier_actions:
			row.update(words["earlier"])
		record.save()


def give_feedback(office: Office, session, today: date) -> None:
	"""Let all participants answer about a session of which the days of answering are over.

	They answer past the rule that asks for those days; each row is written as the page would write it.
	"""
	if today - getdate(session.session_date) <= timedelta(days=DAYS_OPEN):
		return
	questions, answers = feedback.read_questions(), office.pools["supervision"]["feedback"]
	for key, words in zip(PARTICIPANTS, answers["words"], strict=True):
		marks = iter(answers["marks"][key])
		with acting_as(office.get_email(key)):
			rows = [
				feedback.make_row(question, words if question.in_words else next(marks))
				for question in questions
			]
			feedback.store(session, [(feedback.get_fingerprint(session.name), None, 0, None), *rows])
