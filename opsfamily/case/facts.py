"""The facts of cases, read once for many families: what status, basis and people on a family's page follow from.

Decisions, figures and locks ask `status_on` and `bases_on`; the fields on the family's page are for lists and searches.
Everything is read without a permission check: the answers are a word and a day, for families that the caller has found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

import frappe
from frappe.utils import getdate

from opsfamily.case import batches
from opsfamily.core import basis as core_basis
from opsfamily.core import closing, requests, status
from opsfamily.core.assignments import ASSISTANTS
from opsfamily.core.basis import Basis
from opsfamily.core.consents import Given
from opsfamily.core.meanings import ACCEPTED, RETURNED, SENT
from opsfamily.core.status import Ending, Facts, Period, Step

# Families asked for; None: all.
Families = Collection[str] | None


class Scope(NamedTuple):
	"""What is read: of which families, with a lock or without, and only of DocTypes that have documents."""

	families: Families = None
	lock: bool = False
	kept: frozenset[str] | None = None


# Fields of the family's page that follow from its documents.
DERIVED = ("status", "closed_on", "legal_basis")


def status_on(family: str, day: date | None = None) -> str:
	"""Return the family's status on a day (today), from its documents."""
	return status.status_on(get_facts(family), day or getdate())


def bases_on(family: str, day: date | None = None) -> tuple[str, ...]:
	"""Return the bases of the work with the family on a day (today), the main one first."""
	return core_basis.bases_on(get_bases(family), day or getdate())


def bases_held(family: str, day: date | None = None) -> tuple[str, ...]:
	"""Return the bases on a day (today), or those that held last where none does any more."""
	return core_basis.bases_held(get_bases(family), day or getdate())


def get_facts(family: str, lock: bool = False) -> Facts:
	"""Return the facts of one family's status. lock: with locking reads, for a rule or for what is stored."""
	return read_facts([family], lock).get(family, Facts())


def get_bases(family: str, lock: bool = False) -> tuple[Basis, ...]:
	"""Return the bases of the work with one family. lock: as in `get_facts`."""
	return read_bases([family], lock).get(family, ())


def read_statuses(families: Families = None, day: date | None = None) -> dict[str, str]:
	"""Return family → its status on a day (today)."""
	day = day or getdate()
	return {name: status.status_on(facts, day) for name, facts in read_facts(families).items()}


def read_facts(
	families: Families = None, lock: bool = False, kept: frozenset[str] | None = None
) -> dict[str, Facts]:
	"""Return family → the facts of its status, in five queries however many families are asked for.

	kept: the DocTypes of which there are documents, if that is known; the others are not read.
	"""
	scope = Scope(families, lock, kept)
	assistants, endings = _read_assistants(scope), _read_endings(scope)
	matters = _read_matters(scope)
	found = {}
	for name, since, ended in _read("Family", ("name", "assistant_since", "ended_before"), scope):
		resolutions = status.get_resolutions(matters[name])
		before = [Ending(ended, None, _get_first_after(ended, resolutions))] if ended else []
		found[name] = Facts(tuple(assistants[name]), tuple(matters[name]), (*before, *endings[name]), since)
	return found


def _get_first_after(day: date, days: list[date]) -> date | None:
	# An end from before the app has no closing to reopen: the head's next resolution reopens it.
	return next((other for other in days if other > day), None)


def _read_assistants(scope: Scope) -> dict[str, list[Period]]:
	rows = _read("Case Assignment", ("family", "from_date", "until_date"), scope, part=ASSISTANTS)
	found = defaultdict(list)
	for family, first, last in rows:
		found[family].append(Period(first, last))
	return found


def _read_endings(scope: Scope) -> dict[str, list[Ending]]:
	fields = ("family", "closing_date", "monitoring_until", "reopened_on")
	found = defaultdict(list)
	for family, *days in _read("Case Closing", fields, scope, docstatus=(1,)):
		found[family].append(Ending(*days))
	return found


def _read_matters(scope: Scope) -> dict[str, list[status.Matter]]:
	"""Return family → the steps of its notifications, requests and applications „Za życiem”."""
	fields = (
		"family",
		"notification",
		"state_meaning",
		"basis",
		"request_date",
		"decision_date",
		"withdrawn_on",
	)
	found, requested, asked_for_life = defaultdict(list), {}, set()
	for family, notification, *request in _read("Assistant Request", fields, scope, docstatus=(0, 1)):
		steps = status.steps_of_request(*request)
		if steps:
			found[family].append(steps)
			requested[notification] = steps[0].day
			asked_for_life.update([family] if request[1] == requests.FOR_LIFE else [])
	fields = ("family", "name", "received_on", "closed_on")
	for family, name, received, closed in _read("Family Notification", fields, scope):
		found[family].append(status.steps_of_notification(received, closed, requested.get(name)))
	for family, received in _read("Support Catalogue", ("family", "application_received_on"), scope):
		# Where the application was decided on by a request, that says how it went.
		if family not in asked_for_life:
			found[family].append((Step(received, status.WAITING),))
	return found


def read_bases(
	families: Families = None, lock: bool = False, kept: frozenset[str] | None = None
) -> dict[str, tuple[Basis, ...]]:
	"""Return family → the bases of the work with it, from its papers and from what was typed on its page.

	kept: as in `read_facts`.
	"""
	scope = Scope(families, lock, kept)
	recorded, consents = defaultdict(list), _read_consents(scope)
	for read in (_read_typed_bases, _read_bases_of_requests, _read_bases_of_catalogues):
		for family, basis in read(scope):
			recorded[family].append(basis)
	names = {*recorded, *consents}
	return {name: core_basis.merge(recorded[name], consents[name]) for name in names}


def _read_consents(scope: Scope) -> dict[str, list[Given]]:
	fields = ("family", "given_on", "withdrawn_on")
	found = defaultdict(list)
	for family, *days in _read("Consent", fields, scope, is_consent_to_work=(1,)):
		found[family].append(Given(*days))
	return found


def _read_typed_bases(scope: Scope):
	"""Yield the bases in the table of the family's page, and the day of a consent that it came with."""
	row = frappe.qb.DocType("Family Basis")
	query = frappe.qb.from_(row).select(row.parent, row.basis, row.from_date, row.until_date)
	query = query.where(row.parenttype == "Family")
	if scope.families is not None:
		query = query.where(row.parent.isin([*scope.families, ""]))
	for family, *basis in (query.for_update() if scope.lock else query).run():
		yield family, Basis(*basis)
	for family, day in _read("Family", ("name", "work_consent_date"), scope):
		if day:
			yield family, Basis(core_basis.CONSENT, day)


def _read_bases_of_requests(scope: Scope):
	fields = (
		"family",
		"basis",
		"decision_date",
		"court_date",
		"application_date",
		"request_date",
		"basis_until",
		"withdrawn_on",
	)
	decided = {"docstatus": (0, 1), "state_meaning": (SENT, RETURNED, ACCEPTED)}
	for family, *request in _read("Assistant Request", fields, scope, **decided):
		if basis := requests.basis_of(*request):
			yield family, Basis(*basis)


def _read_bases_of_catalogues(scope: Scope):
	fields = ("family", "application_received_on", "ended_on")
	for family, first, last in _read("Support Catalogue", fields, scope):
		yield family, Basis(core_basis.FOR_LIFE, first, last)


def _read(doctype: str, fields: tuple[str, ...], scope: Scope, **values: Any):
	"""Return rows of a DocType. values: column → the values that it may have."""
	if scope.kept is not None and doctype not in ("Family", *scope.kept):
		return ()
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(*(table[field] for field in fields)).orderby(table.creation)
	for column, allowed in values.items():
		query = query.where(table[column].isin(list(allowed)))
	if scope.families is not None:
		query = query.where(table["name" if doctype == "Family" else "family"].isin([*scope.families, ""]))
	return (query.for_update() if scope.lock else query).run()


def derive(facts: Facts, bases: tuple[Basis, ...], today: date) -> dict:
	"""Return what a family's page shows of its facts: status, day of the end, basis."""
	return {
		"status": status.status_on(facts, today),
		"closed_on": get_closed_on(facts, today),
		"legal_basis": core_basis.main_basis(core_basis.bases_on(bases, today)),
	}


def get_closed_on(facts: Facts, today: date) -> date | None:
	"""Return the day from which retention periods run: of the end of the work, or of monitoring once it is over."""
	ending = status.ending_on(facts.endings, today)
	if not status.is_in_force(ending, today):
		return None
	return closing.closed_on(ending.closed, ending.monitored_until, today)


def show_facts(family: str | None) -> dict:
	"""Write status, day of the end and basis to the family's page, without a new version and without `modified`.

	Called after each fact is written or deleted, and daily, since facts begin and end by date. Return what was written.
	"""
	if not (family and frappe.db.exists("Family", family)):
		return {}
	derived = derive(get_facts(family, lock=True), get_bases(family, lock=True), getdate())
	frappe.db.set_value("Family", family, derived, update_modified=False)
	return derived


def show_all_facts() -> None:
	"""Write the facts of every family whose page shows others (daily job), some families at a time."""
	batches.work(batches.FACTS, find_outdated_pages(), show_facts, batches.FAMILIES_OF_A_JOB)


def find_outdated_pages() -> list[str]:
	"""Return the families whose page shows another status, end or basis than their documents say today."""
	today, facts, bases = getdate(), read_facts(), read_bases()
	# get_all: the rule is about every family.
	shown = frappe.get_all("Family", fields=["name", *DERIVED], order_by="name")
	return [
		row.name for row in shown if not _shows(row, derive(facts[row.name], bases.get(row.name, ()), today))
	]


def _shows(row: dict, derived: dict) -> bool:
	return all((row[field] or None) == derived[field] for field in DERIVED)
