"""Status and basis of every family follow from its documents; what these do not say is kept, and listed.

Nobody is closed, reopened or notified. Until now a family was "under support" from the moment its page was opened.
"""

from __future__ import annotations

import frappe

from opsfamily.case.facts import get_bases, get_facts, show_facts
from opsfamily.case.people import show_current_people
from opsfamily.core import status
from opsfamily.core.basis import MINOR_PARENT, OTHER
from opsfamily.core.closing import CASE_CLOSED, MONITORED, UNDER_SUPPORT


def execute() -> None:
	"""Keep what was typed as facts of their own, write the derived status and basis, and list what changed."""
	mark_consents_to_work()
	# get_all: the update is about every family.
	fields = ["name", "status", "closed_on", "legal_basis"]
	families = frappe.get_all("Family", fields=fields, order_by="name")
	unknown = [text for family in families for text in keep_typed_facts(family)]
	changed = [text for family in families for text in show_derived(family)]
	write_list("Families whose status follows from their documents now", changed)
	write_list("Families with facts that the office has to fill in", unknown)
	write_list("Refusals and closings without a coded reason", find_uncoded())


def mark_consents_to_work() -> None:
	"""Set the flag of consents that were written before their kind had it."""
	kinds = frappe.get_all("Consent Kind", {"is_consent_to_work": 1}, pluck="name", order_by="name")
	consents = {"kind": ["in", kinds], "is_consent_to_work": 0}
	frappe.db.set_value("Consent", consents, "is_consent_to_work", 1, update_modified=False)


def keep_typed_facts(family) -> list[str]:
	"""Keep what was typed on the page and no document says. Return what is not known."""
	keep_typed_end(family)
	keep_unresolved_support(family)
	unknown = keep_typed_basis(family)
	if family.status == MONITORED and not get_facts(family.name).endings:
		unknown.append(f"{family.name}: monitored, without a closing")
	if family.status == CASE_CLOSED and not get_facts(family.name).endings:
		unknown.append(f"{family.name}: closed, without the day of the end")
	return unknown


def keep_typed_end(family) -> None:
	"""Keep the day on which a case ended that has no closing document."""
	if family.status == CASE_CLOSED and family.closed_on and not get_facts(family.name).endings:
		frappe.db.set_value("Family", family.name, "ended_before", family.closed_on, update_modified=False)


def keep_unresolved_support(family) -> None:
	"""Keep the beginning of support that was given without a resolution on file, which was allowed until now.

	A family that was refused, closed without a request or withdrawn is left as its documents say.
	"""
	facts = get_facts(family.name)
	last = max([row.first for row in facts.assistants], default=None)
	if family.status == status.NOTIFIED or not last or status.support_began(facts, last):
		return
	if status.get_intake_status(facts.matters, last) in (status.NOTIFIED, status.WAITING):
		since = min(row.first for row in facts.assistants)
		frappe.db.set_value("Family", family.name, "assistant_since", since, update_modified=False)


def keep_typed_basis(family) -> list[str]:
	"""Record a typed basis that no paper says, without its first day. Return what is not known of it."""
	kinds = {basis.kind for basis in get_bases(family.name)}
	if not family.legal_basis:
		missing = family.status in (UNDER_SUPPORT, MONITORED) and not kinds
		return [f"{family.name}: no basis of the work"] if missing else []
	if family.legal_basis in kinds or (family.legal_basis == OTHER and MINOR_PARENT in kinds):
		return []
	row = {"parent": family.name, "parenttype": "Family", "parentfield": "bases", "idx": 1}
	frappe.get_doc({"doctype": "Family Basis", "basis": family.legal_basis, **row}).db_insert()
	return [f"{family.name}: first day of the basis {family.legal_basis}"]


def show_derived(family) -> list[str]:
	"""Write status, basis and, on an ended case, who led it. Return the change of the status, if any."""
	derived = show_facts(family.name)
	if derived["status"] in (MONITORED, CASE_CLOSED):
		show_current_people(family.name)
	is_changed = derived["status"] != family.status
	return [f"{family.name}: {family.status} -> {derived['status']}"] if is_changed else []


def find_uncoded() -> list[str]:
	"""Return the refused requests and closed notifications that have no coded reason."""
	refused = {"docstatus": 1, "state_meaning": "Refused", "refusal_code": ["is", "not set"]}
	closed = {"closed_on": ["is", "set"], "closing_code": ["is", "not set"]}
	return [
		f"{doctype} {name}"
		for doctype, filters in (("Assistant Request", refused), ("Family Notification", closed))
		for name in frappe.get_all(doctype, filters=filters, pluck="name", order_by="name")
	]


def write_list(title: str, lines: list[str]) -> None:
	"""Write lines to the Error Log for the office; nothing where there are none."""
	if lines:
		frappe.log_error(title=title, message="\n".join(lines))
