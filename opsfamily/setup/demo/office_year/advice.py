"""Whom the section's workers may ask for a consultation, what they ask, and what is answered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import frappe

from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.case import COORDINATOR, PSYCHOLOGIST, Case
from opsfamily.setup.demo.office_year.days import is_workday

if TYPE_CHECKING:
	from opsfamily.setup.demo.office_year.section import Office

ADVISER, REQUEST = "Adviser", "Consultation Request"
# Days from a request to its answer, and to the day until which it is needed.
TO_ANSWER, TO_WANTED = 2, 14
# Two weeks with holidays on both days of advice do not come after each other.
DAYS_LOOKED_AT = 21


def open_directory(office: Office) -> None:
	"""Write each adviser of the pool once, as the coordinator."""
	with acting_as(office.get_email(COORDINATOR)):
		for adviser in office.pools["advisers"]:
			fields = [{"advice_field": name} for name in adviser["fields_of_advice"]]
			user = office.get_email(PSYCHOLOGIST) if "user" in adviser else None
			values = {**adviser, "fields_of_advice": fields, "user": user}
			office.find_or_make(ADVISER, {"adviser_name": values.pop("adviser_name")}, values)


def ask_without_names(office: Office, today: date) -> None:
	"""Ask the psychologist about cases without names, once: one request waits, one was declined."""
	for request in office.pools["requests_without_names"]:
		with acting_as(office.get_email(request["worker"])):
			values = {
				**request["asked"],
				"adviser": get_adviser(office),
				"wanted_by": today + timedelta(days=5),
			}
			name = office.find_or_make(REQUEST, {"topic": values.pop("topic")}, values)
		if "answer" in request:
			answer(office, name, request["answer"])


def get_adviser(office: Office) -> str:
	"""Return the entry of the office's psychologist."""
	return next(adviser["adviser_name"] for adviser in office.pools["advisers"] if "user" in adviser)


def answer(office: Office, request: str, values: dict) -> None:
	"""Answer a request as the psychologist."""
	with acting_as(office.get_email(PSYCHOLOGIST)):
		frappe.get_doc(REQUEST, request).update(values).save()


def ask(case: Case) -> None:
	"""Ask the psychologist about the family, as its plan tells: a request that waits, is agreed on, or was held."""
	plan = case.plan.get("request")
	if not plan or REQUEST in case.documents:
		return
	wanted = case.today + timedelta(days=TO_WANTED)
	words = case.pools["requests"][plan["place"]]
	values = {**words["asked"], "adviser": get_adviser(case.office), "wanted_by": wanted}
	request = case.make(case.assistant, REQUEST, **values)
	if "answer" in words:
		agreed = find_day_of_advice(case.today + timedelta(days=TO_WANTED // 2))
		answer(case.office, request.name, {**words["answer"], "agreed_on": agreed})


def find_day_of_advice(day: date) -> date:
	"""Return the first working Tuesday or Thursday from the day on: the psychologist's hours in the directory."""
	days = (day + timedelta(days=number) for number in range(DAYS_LOOKED_AT))
	return next(one for one in days if one.weekday() in (1, 3) and is_workday(one))


def date_back(case: Case) -> None:
	"""Write the days of a request whose consultation was held: the app dates both question and answer today."""
	held = case.ago(case.plan["consultation"])
	asked = case.ago(case.plan["consultation"] + TO_WANTED)
	days = {"asked_on": asked, "answered_on": case.after(asked, TO_ANSWER)}
	case.backdate(REQUEST, case.documents[REQUEST], **days, agreed_on=held, wanted_by=held)
