"""What the papers of a request and of a risk list ask for (`hooks.jinja`), as far as their reader may see it."""

import frappe

from opsfamily.case.people import get_person_on_case
from opsfamily.core import requests

BASIS = {
	requests.INTERVIEW: "zgoda rodziny",
	requests.FOR_LIFE: "wniosek na podstawie ustawy „Za życiem”",
	requests.COURT_ORDER: "postanowienie sądu",
	requests.OWN_APPLICATION: "wniosek rodziny",
	requests.MINOR_PARENT: "małoletni rodzic opuszczający placówkę",
}


def paper_risk_items() -> list:
	"""The items of the office's risk list, for a blank one."""
	names = frappe.get_list(
		"Risk List Template",
		filters={"disabled": 0},
		pluck="name",
		order_by="creation desc",
		limit_page_length=1,
	)
	return frappe.get_doc("Risk List Template", names[0]).items if names else []


def paper_interview_of(request):
	"""The day of the interview and the risk list (with its day) on which a request stands."""
	notification = _one("Family Notification", request.notification, ["interview_date"])
	risk_list = _one("Risk List", request.risk_list, ["list_date"])
	named = f"{request.risk_list} z dnia {frappe.utils.formatdate(risk_list.list_date)}" if risk_list else ""
	return frappe._dict(interview_date=notification.interview_date, risk_list=named)


def paper_family_address(doc) -> str | None:
	"""The address of the document's family."""
	return _one("Family", doc.family, ["address"]).address


def paper_family_phone(doc) -> str | None:
	"""The phone of the document's family."""
	return _one("Family", doc.family, ["phone"]).phone


def paper_basis(request) -> str:
	"""The basis of the work, as a family reads it; with the court and the day of its order."""
	if not request.name:
		return ""
	text = BASIS.get(request.basis, "")
	if request.basis == requests.COURT_ORDER and request.court_date:
		return f"{text} z dnia {frappe.utils.formatdate(request.court_date)}, {request.court_reference}"
	return text


def paper_social_worker(request) -> str | None:
	"""The social worker on the case."""
	found = get_person_on_case(request.family, "Social Worker")
	return found.full_name if found else None


def paper_phone_of(user: str | None) -> str | None:
	"""The office phone that a worker has written in their profile."""
	return frappe.db.get_value("User", user, "mobile_no") if user else None


def _one(doctype: str, name: str | None, fields: list[str]):
	"""Fields of a document that the reader may see; nothing of another."""
	rows = name and frappe.get_list(doctype, filters={"name": name}, fields=fields, limit_page_length=1)
	return rows[0] if rows else frappe._dict()
