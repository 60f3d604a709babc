"""How a family comes to the section: page, notification, risk list, request and decision, or an application."""

from __future__ import annotations

from datetime import date, timedelta

import frappe

from opsfamily.case.facts import show_facts
from opsfamily.core import requests
from opsfamily.core.assignments import ASSISTANT, COORDINATOR, SOCIAL_WORKER
from opsfamily.core.basis import OTHER
from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.case import COORDINATOR as COORDINATOR_KEY
from opsfamily.setup.demo.office_year.case import (
	COURT_ORDER,
	FOR_LIFE,
	INTERVIEW,
	MINOR_PARENT,
	OWN_APPLICATION,
	TAKEN_OVER,
	Case,
)
from opsfamily.setup.demo.office_year.child_card import get_people as get_people_of_child
from opsfamily.setup.demo.office_year.household import Person, describe_child, get_age

CONSENT_TO_WORK = "zgoda na pracę z asystentem rodziny"
FOR_LIFE_CONSENTS = (
	"„Za życiem”: zgoda na przetwarzanie danych przez asystenta",
	"„Za życiem”: zgoda na informacje od podmiotów",
)
PREGNANCY = "dokument potwierdzający ciążę"
ILLNESS = "zaświadczenie o ciężkim i nieodwracalnym upośledzeniu albo nieuleczalnej chorobie dziecka"
RISK_LIST = "Lista ryzyka"


def take_in(case: Case) -> None:
	"""Bring the family to the section; afterwards `case.began` is the first day of its assistant, if it got one."""
	open_family(case)
	way = case.plan["way"]
	if way in TAKEN_OVER:
		take_over(case)
	elif way == FOR_LIFE:
		receive_application(case)
	else:
		ask_for_assistant(case)


# the family's page


def open_family(case: Case) -> None:
	"""Open the family's page as the coordinator."""
	values = {
		"representative": case.household.mother.full_name,
		"phone": case.phone,
		"address": get_address(case),
		"difficulty": ("zwykła", "podwyższona", "zwykła", "duża")[case.number % 4],
		"members": [make_member(case, person) for person in get_people(case)],
		"support_network": get_network(case),
		**get_takeover(case),
	}
	with acting_as(case.office.get_email(COORDINATOR_KEY)):
		case.name = frappe.get_doc({"doctype": "Family", **values}).insert().name


def get_address(case: Case) -> str:
	street = case.pools["streets"][case.number % len(case.pools["streets"])]
	return f"{street} {3 + case.number}, {case.pools['town']}"


def get_people(case: Case) -> list[Person]:
	household = case.household
	return [person for person in (household.mother, household.father, *household.children) if person]


def make_member(case: Case, person: Person) -> dict:
	"""Return a person as a row of the family's page."""
	work, place = get_occupation(case, person)
	member = {
		"full_name": person.full_name,
		"birth_date": person.birth_date,
		"kinship": person.kinship,
		"education_and_work": work,
		"workplace_or_school": place,
		"health": case.choose("health"),
	}
	if case.ago(case.plan["known"]) < person.birth_date:
		member["joined_on"] = person.birth_date
	return {**member, **get_disability(case, person)}


def get_occupation(case: Case, person: Person) -> tuple[str, str]:
	if person in case.household.children:
		return describe_child(person, case.today)
	if get_age(person.birth_date, case.today) < 20:
		return "uczennica szkoły branżowej", "Młodzieżowy Ośrodek Wychowawczy w Starym Dworze"
	return tuple(case.choose("mothers_work" if person is case.household.mother else "fathers_work"))


def get_disability(case: Case, person: Person) -> dict:
	"""Return the certificate of the child that has one: from the third month of life or of the work on."""
	place = case.plan.get("disabled")
	if place is None or person is not case.household.children[place]:
		return {}
	first = max(person.birth_date, case.today - timedelta(days=case.plan["known"])) + timedelta(days=20)
	values = {"has_disability": 1, "disability_from": min(first, case.today - timedelta(days=1))}
	return {**values, "health": case.pools["disability"]}


def get_network(case: Case) -> list[dict]:
	"""Return the institutions around the family, by the ages of its children and how it came."""
	network, rows = case.pools["network"], []
	occupations = {describe_child(child, case.today)[1] for child in case.household.children}
	rows += [network["school"]] if network["school"]["institution"] in occupations else []
	rows += [network["preschool"]] if network["preschool"]["institution"] in occupations else []
	rows += [network["health"]] if "pod opieką matki" in occupations else []
	rows += [network["probation"]] if case.plan["way"] == COURT_ORDER else []
	grandmother = {"kind": "rodzina", "institution": "babcia", "phone": f"511 555 {501 + case.number}"}
	rows += [grandmother] if case.number % 3 == 0 else []
	return [*rows, *get_people_of_child(case)]


def get_takeover(case: Case) -> dict:
	"""Return what the page of a family says that came with its work under way."""
	if case.plan["way"] not in TAKEN_OVER:
		return {}
	since = case.ago(case.plan["since"])
	if case.plan["way"] == OTHER:
		basis = {
			"basis": OTHER,
			"from_date": since,
			"note": "porozumienie z powiatowym centrum pomocy rodzinie",
		}
		return {"assistant_since": since, "bases": [basis]}
	return {"assistant_since": since, "work_consent_date": since, "legal_basis": "Family Consent"}


# the ways


def take_over(case: Case) -> None:
	"""Put the workers on a family whose work was under way; its contacts are known from `known` on."""
	since = case.ago(case.plan["since"])
	case.put_on_case(case.social_worker, SOCIAL_WORKER, since, reason="przejęcie rodziny")
	case.put_on_case(COORDINATOR_KEY, COORDINATOR, since, reason="przejęcie rodziny")
	case.put_on_case(case.assistant, ASSISTANT, since, reason="przejęcie rodziny")
	case.began = case.ago(case.plan["known"])


def ask_for_assistant(case: Case) -> None:
	"""Write notification, interview and risk list, ask for an assistant and let the head decide."""
	known = case.ago(case.plan["known"])
	case.put_on_case(case.social_worker, SOCIAL_WORKER, known, reason="zgłoszenie rodziny")
	if case.plan["way"] in (INTERVIEW, MINOR_PARENT):
		write_notification(case, known)
	if case.plan.get("outcome") in ("Notified", "Closed Without Request"):
		return
	if case.plan["way"] == INTERVIEW:
		fill_in_risk_list(case, case.after(known, 6))
	request = write_request(case, known)
	if case.plan.get("outcome") == "Withdrawn":
		withdraw_request(case, request, case.after(known, 16))
	elif case.plan.get("outcome") != "Waiting":
		decide(case, request)


def write_notification(case: Case, known: date) -> None:
	"""Write how the office heard of the family, and the interview, where it was made already."""
	kind, reporter = case.choose("reporters")
	values = {
		"received_on": known,
		"urgency": "Urgent" if case.plan.get("violence") else "Ordinary",
		"reporter_kind": kind,
		"reporter": reporter,
		"subject": case.choose("subjects"),
	}
	if case.plan.get("outcome") != "Notified":
		values.update({"interview_date": case.after(known, 4), "analysis": case.choose("analysis")})
	if kind not in ("osoba prywatna", "rodzina sama") and "interview_date" in values:
		answered = case.after(known, 12)
		values.update({"answered_on": answered, "answer": "Rodzina została objęta rozpoznaniem."})
	if case.plan.get("outcome") == "Closed Without Request":
		closing = {"closing_code": case.plan["code"], "closing_reason": case.pools["closing_of_notification"]}
		values.update({"closed_on": case.after(known, 15), **closing})
	case.make(case.social_worker, "Family Notification", **values)


def fill_in_risk_list(case: Case, day: date) -> None:
	"""Answer the office's risk list; dangers to children stand out where the plan tells of them."""
	items = frappe.get_doc("Risk List Template", RISK_LIST).items
	answers = [
		{"item_text": row.item_text, "answer": case.rng.choice(("Yes", "No", "No", "Not Known"))}
		for row in items
	]
	values = {"template": RISK_LIST, "conclusion": case.choose("reasons"), "answers": answers}
	case.make(case.social_worker, "Risk List", submit=True, list_date=day, **values)


def write_request(case: Case, known: date):
	"""Write the request for an assistant and send it to the head."""
	values = {
		"basis": case.plan["way"],
		"request_date": case.after(known, 8),
		"reason": case.choose("reasons"),
		"proposed_assistant": case.office.get_email(get_first_assistant(case)),
		"causes": [{"cause": cause} for cause in case.plan.get("causes", ())],
		"sensitive_causes": [{"cause": cause} for cause in case.plan.get("sensitive", ())],
		**get_papers(case, known),
	}
	request = case.make(case.social_worker, "Assistant Request", **values)
	with acting_as(case.office.get_email(case.social_worker)):
		request.workflow_state = requests.SENT
		request.save()
	return request


def get_first_assistant(case: Case) -> str:
	"""Return the key of the assistant with whom the work began."""
	from_before = case.plan.get("before")
	return f"assistant_{2 + from_before['worker']}" if from_before else case.assistant


def get_papers(case: Case, known: date) -> dict:
	"""Return what the basis of the request needs."""
	papers = {
		INTERVIEW: {
			"notification": case.documents.get("Family Notification"),
			"risk_list": case.documents.get("Risk List"),
		},
		MINOR_PARENT: {
			"notification": case.documents.get("Family Notification"),
			"institution": "Młodzieżowy Ośrodek Wychowawczy w Starym Dworze",
		},
		COURT_ORDER: {"court_reference": f"III Nsm {100 + case.number}/{known:%y}", "court_date": known},
		OWN_APPLICATION: {"application_date": known},
	}
	return papers[case.plan["way"]]


def decide(case: Case, request) -> None:
	"""Assign the assistant as the head, or refuse."""
	decided = case.after(request.request_date, 4 + case.number % 5)
	values = {"workflow_state": requests.ASSIGNED, "decision_date": decided}
	if case.plan.get("outcome") == "Refused":
		refusal = {"refusal_code": case.plan["code"], "refusal_reason": case.pools["refusal"]}
		values.update({"workflow_state": requests.REFUSED, **refusal})
	else:
		case.began = values["assigned_from"] = case.after(decided, 2)
	with acting_as(case.office.get_email("head")):
		request = frappe.get_doc("Assistant Request", request.name)
		request.update(values)
		request.submit()
	if case.began:
		settle_in(case)


def settle_in(case: Case) -> None:
	"""Put the coordinator on the case, and take the family's consent where the work rests on it."""
	case.put_on_case(COORDINATOR_KEY, COORDINATOR, case.began, reason="przydzielenie asystenta")
	if case.plan["way"] in (INTERVIEW, OWN_APPLICATION):
		values = {"person": case.household.mother.full_name, "given_on": case.began}
		case.make(COORDINATOR_KEY, "Consent", kind=CONSENT_TO_WORK, **values)


def withdraw_request(case: Case, request, day: date) -> None:
	"""Write that the family withdrew its application before the head decided."""
	with acting_as(case.office.get_email(case.social_worker)):
		request = frappe.get_doc("Assistant Request", request.name)
		request.update({"withdrawn_on": day, "withdrawal_code": case.plan["code"]})
		request.save()
	show_facts(case.name)


def order_by_court(case: Case) -> None:
	"""Let a court order the work that rested on consent so far; the assistant stays."""
	day = case.ago(case.plan["court"])
	values = {
		"basis": COURT_ORDER,
		"request_date": case.after(day, 5),
		"reason": "Sąd zobowiązał rodziców do pracy z asystentem.",
		"proposed_assistant": case.office.get_email(case.assistant),
		"court_reference": f"III Nsm {200 + case.number}/{day:%y}",
		"court_date": day,
	}
	request = case.make(case.social_worker, "Assistant Request", **values)
	with acting_as(case.office.get_email(case.social_worker)):
		request.workflow_state = requests.SENT
		request.save()
	with acting_as(case.office.get_email("head")):
		request = frappe.get_doc("Assistant Request", request.name)
		decided = case.after(day, 7)
		request.update(
			{"workflow_state": requests.ASSIGNED, "decision_date": decided, "assigned_from": decided}
		)
		request.submit()


# „Za życiem”


def receive_application(case: Case) -> None:
	"""Take in the mother's own application, hand it over to the assistant, and draw up the catalogue with her."""
	known, mother = case.ago(case.plan["known"]), case.household.mother.full_name
	child, need = case.household.children[case.plan["disabled"]], case.pools["need"]
	is_expected = child.birth_date > known
	case.began = case.after(known, 2)
	for kind in FOR_LIFE_CONSENTS:
		case.make(COORDINATOR_KEY, "Consent", person=mother, kind=kind, given_on=known)
	values = {
		"person": mother,
		"application_received_on": known,
		"handed_on": case.began,
		"entitlement_kind": PREGNANCY if is_expected else ILLNESS,
		"issuer": need["issuer"],
		"document_date": known,
	}
	case.make(COORDINATOR_KEY, "Support Catalogue", **values)
	for key, part in ((case.assistant, ASSISTANT), (COORDINATOR_KEY, COORDINATOR)):
		case.put_on_case(key, part, case.began, reason="wniosek „Za życiem”")
	act_for_person(case, need)


def act_for_person(case: Case, need: dict) -> None:
	"""Take the mother's authorisation, write the catalogue and the first steps, as the assistant."""
	day, mother = case.after(case.began, 5), case.household.mother.full_name
	values = {"person": mother, "reach": "Special", "body": need["body"], "scope": need["scope"]}
	authority = {"from_date": day, "until_date": day + timedelta(days=365)}
	assistant = case.office.get_email(case.assistant)
	case.make(case.assistant, "Authorisation", submit=True, assistant=assistant, **values, **authority)
	with acting_as(assistant):
		catalogue = frappe.get_doc("Support Catalogue", case.documents["Support Catalogue"])
		wanted = ("need", "support_form", "body", "step_agreed")
		catalogue.append("needs", {**{key: need[key] for key in wanted}, "status": "Applied For"})
		step = {"step_date": case.after(day, 9), "body": need["body"]}
		catalogue.append("steps", {**step, "step": need["step"], "result": need["result"]})
		catalogue.catalogue_date = day
		catalogue.save()
