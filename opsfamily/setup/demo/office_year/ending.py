"""The end of a case: last assessment, closing, monitoring, and a reopening."""

from __future__ import annotations

from datetime import date, timedelta

import frappe

from opsfamily.case.facts import show_facts
from opsfamily.core.assignments import ASSISTANT, COORDINATOR, SOCIAL_WORKER
from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.case import COORDINATOR as COORDINATOR_KEY
from opsfamily.setup.demo.office_year.case import FOR_LIFE, HEAD, Case
from opsfamily.setup.demo.office_year.work import assess

DAYS_BETWEEN_CONTACTS = 45
WITHOUT_ASSESSMENT = ("zmiana miejsca zamieszkania", "śmierć")


def close(case: Case, day: date) -> None:
	"""Close the case on a day, after everything that the closing asks for."""
	if case.plan["way"] == FOR_LIFE:
		end_catalogue(case, day)
	elif case.end["reason"] not in WITHOUT_ASSESSMENT:
		assess(case, day - timedelta(days=3), "Final")
	if case.plan.get("withdrawn"):
		withdraw_consent(case, day - timedelta(days=1))
	closing = write_closing(case, day)
	if closing.monitoring_until:
		monitor(case, closing)


def end_catalogue(case: Case, day: date) -> None:
	with acting_as(case.office.get_email(COORDINATOR_KEY)):
		catalogue = frappe.get_doc("Support Catalogue", case.documents["Support Catalogue"])
		catalogue.ended_on = day
		catalogue.save()


def withdraw_consent(case: Case, day: date) -> None:
	with acting_as(case.office.get_email(COORDINATOR_KEY)):
		consent = frappe.get_doc("Consent", case.documents["Consent"])
		consent.update({"withdrawn_on": day, "next_step": "End the Work"})
		consent.save()


def write_closing(case: Case, day: date):
	"""Write and submit the closing; the social worker stays for the monitoring."""
	values = {
		"reason": case.end["reason"],
		"closing_date": day,
		"summary": case.pools["goodbye"].get(case.end["reason"], case.pools["goodbye_otherwise"]),
		"moved_to": case.end.get("moved_to"),
		"final_assessment": get_final_assessment(case),
	}
	if "monitoring" in case.end:
		values["monitoring_until"] = day + timedelta(days=case.end["monitoring"])
	closing = case.make(COORDINATOR_KEY, "Case Closing", **values)
	for row in closing.people:
		row.kept_for_monitoring = int("monitoring" in case.end and row.part == SOCIAL_WORKER)
	with acting_as(case.office.get_email(COORDINATOR_KEY)):
		closing.submit()
	return closing


def get_final_assessment(case: Case) -> str | None:
	"""Return the final assessment that this closing rests on; None where it needs none."""
	filters = {"family": case.name, "kind": "Final", "docstatus": 1}
	return frappe.db.get_value("Family Assessment", filters, "name", order_by="assessment_date desc")


def monitor(case: Case, closing) -> None:
	"""Write the social worker's contacts until today, the end of monitoring or the reopening."""
	until = min(closing.monitoring_until, case.today - timedelta(days=1))
	if "reopened" in case.end:
		until = min(until, case.ago(case.end["reopened"]) - timedelta(days=1))
	place, day = 0, case.after(closing.closing_date, DAYS_BETWEEN_CONTACTS)
	while day <= until:
		values = {
			"contact_date": day,
			"kind": "wizyta w rodzinie",
			"worker": case.office.get_email(case.social_worker),
			"finding": case.pools["monitoring"][place % 2],
		}
		following = day + timedelta(days=DAYS_BETWEEN_CONTACTS)
		next_on = following if following <= closing.monitoring_until else None
		case.make(COORDINATOR_KEY, "Monitoring Contact", **values, next_on=next_on)
		place, day = place + 1, following


def reopen(case: Case) -> date:
	"""Reopen the case as the head and put the same people on it again. Return the first day of the new spell."""
	day = case.ago(case.end["reopened"])
	with acting_as(case.office.get_email(HEAD)):
		closing = frappe.get_doc("Case Closing", case.documents["Case Closing"])
		closing.reopen(case.pools["reopening"])
	case.backdate("Case Closing", closing.name, reopened_on=day)
	show_facts(case.name)
	end_monitoring(case, day)
	for key, part in (
		(case.social_worker, SOCIAL_WORKER),
		(COORDINATOR_KEY, COORDINATOR),
		(case.assistant, ASSISTANT),
	):
		case.put_on_case(key, part, day + timedelta(days=1), reason="wznowienie pracy")
	return day + timedelta(days=1)


def end_monitoring(case: Case, day: date) -> None:
	"""End the assignments that were kept for monitoring on the day of the reopening."""
	# get_all: everybody who was kept.
	kept = frappe.get_all(
		"Case Assignment", {"family": case.name, "until_date": [">", day]}, pluck="name", order_by="name"
	)
	with acting_as(case.office.get_email(COORDINATOR_KEY)):
		for name in kept:
			assignment = frappe.get_doc("Case Assignment", name)
			assignment.until_date = day
			assignment.save()
