"""Helpers for the papers of a request and of a risk list (`hooks.jinja`), limited to what the reader may see."""

import frappe
from frappe import _

from opsfamily.case.people import get_person_on_case
from opsfamily.core import requests
from opsfamily.core.assignments import SOCIAL_WORKER

BASIS = {
	requests.INTERVIEW: "zgoda rodziny",
	requests.FOR_LIFE: "wniosek na podstawie ustawy „Za życiem”",
	requests.COURT_ORDER: "postanowienie sądu",
	requests.OWN_APPLICATION: "wniosek rodziny",
	requests.MINOR_PARENT: "małoletni rodzic opuszczający placówkę",
}


def paper_risk_items() -> list:
	"""Return the items of the office's newest risk list, for a blank form."""
	names = frappe.get_list(
		"Risk List Template",
		filters={"disabled": 0},
		pluck="name",
		order_by="creation desc",
		limit_page_length=1,
	)
	return frappe.get_doc("Risk List Template", names[0]).items if names else []


def paper_interview_of(request):
	"""Return the day of the interview and the risk list (with its day) on which a request is based."""
	notification = _get_fields("Family Notification", request.notification, ["interview_date"])
	risk_list = _get_fields("Risk List", request.risk_list, ["list_date"])
	risk_list_name = (
		f"{request.risk_list} z dnia {frappe.utils.formatdate(risk_list.list_date)}" if risk_list else ""
	)
	return frappe._dict(interview_date=notification.interview_date, risk_list=risk_list_name)


def paper_family_address(doc) -> str | None:
	"""Return the address of the document's family."""
	return _get_fields("Family", doc.family, ["address"]).address


def paper_family_phone(doc) -> str | None:
	"""Return the phone of the document's family."""
	return _get_fields("Family", doc.family, ["phone"]).phone


def paper_basis(request) -> str:
	"""Return the basis of the work in words for the family, with the court's order where there is one."""
	if not request.name:
		return ""
	text = BASIS.get(request.basis) or _(request.basis or "", lang="pl")
	if request.basis == requests.COURT_ORDER and request.court_date:
		return f"{text} z dnia {frappe.utils.formatdate(request.court_date)}, {request.court_reference}"
	return text


def paper_consent_kind(consent) -> frappe._dict:
	"""Return what the kind of a consent is about: `is_consent_to_work`, `is_data_consent`; a blank form is about neither."""
	flags = ["is_consent_to_work", "is_data_consent"]
	kind = consent.get("kind")
	return (kind and frappe.db.get_value("Consent Kind", kind, flags, as_dict=True)) or frappe._dict()


def paper_missing_consents(consent) -> list:
	"""Return who of age has not signed the consent to work, with the coded reason; nothing without the family's page."""
	may_know = consent.get("family") and _get_fields("Family", consent.family, ["name"])
	return frappe.get_doc("Family", consent.family).missing_consents if may_know else []


def paper_social_worker(request) -> str | None:
	"""Return the name of the social worker on the case today."""
	person = get_person_on_case(request.family, SOCIAL_WORKER)
	return person.full_name if person else None


def paper_phone_of(user: str | None) -> str | None:
	"""Return the office phone from a worker's profile."""
	return frappe.db.get_value("User", user, "mobile_no") if user else None


def _get_fields(doctype: str, name: str | None, fields: list[str]):
	"""Return fields of a document; empty where the reader may not see it."""
	rows = name and frappe.get_list(doctype, filters={"name": name}, fields=fields, limit_page_length=1)
	return rows[0] if rows else frappe._dict()
