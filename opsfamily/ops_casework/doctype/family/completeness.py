"""„Kompletność akt”: what a family's file must hold for its basis and does not, each with the way to make it.

A check is a function in `CHECKS` that answers what is missing, from what the session's user may see; a new
check is a new function there. The rules are in core/file_complete.py.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.closing import get_standing_closing
from opsfamily.case.document import RUNNING
from opsfamily.core import file_complete as core
from opsfamily.core.assignments import MANAGER, runs_on
from opsfamily.core.case_analysis import YES
from opsfamily.core.closing import CASE_CLOSED, MONITORED, UNDER_SUPPORT
from opsfamily.core.requests import ASSIGNED, DRAFT, SENT
from opsfamily.core.timesheet import make_live_key
from opsfamily.office import get_setting
from opsfamily.ops_paper.values import paper_date, paper_month
from opsfamily.ops_teamwork.case_managers import get_manager
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.rule import get_readable_rows


class Missing(NamedTuple):
	"""One thing that the file lacks.

	doctype and name: the document in which it is put right; without a name a new one, with these values;
	fieldname: where on the family's own page it is filled in.
	"""

	what: str
	doctype: str
	name: str | None = None
	values: dict | None = None
	fieldname: str | None = None

	def shown(self) -> dict:
		"""For the page; `may` says whether the session's user has the right to make it."""
		right = "write" if self.name else "create"
		return {**self._asdict(), "may": bool(frappe.has_permission(self.doctype, right))}


class CaseFile:
	"""One family's documents as the session's user may read them."""

	def __init__(self, family: str, today: date | None = None):
		self.family = frappe.get_doc("Family", family)
		self.name = family
		self.today = today or getdate()

	@cached_property
	def assessments(self) -> list:
		"""Submitted ones, the newest first."""
		fields = ["name", "kind", "assessment_date"]
		return self.listed(
			"Family Assessment", {"docstatus": 1}, fields, "assessment_date desc, creation desc"
		)

	@cached_property
	def plan(self) -> str | None:
		return self.running("Family Work Plan")

	@cached_property
	def schedule(self) -> str | None:
		return self.running("Action Schedule")

	@cached_property
	def assistant(self) -> bool:
		"""Whether an assistant is on the case today."""
		rows = self.listed(
			"Case Assignment", {"part": "Family Assistant"}, ["from_date", "until_date"], "from_date"
		)
		return any(runs_on(self.today, row.from_date, row.until_date) for row in rows)

	@cached_property
	def requests(self) -> list:
		"""For an assistant, the newest first."""
		filters = {"docstatus": ["!=", 2]}
		return self.listed("Assistant Request", filters, ["name", "workflow_state"], "creation desc")

	@cached_property
	def visits(self) -> list[tuple[str, str]]:
		"""(month, live key of its card)"""
		rows = self.listed("Family Visit", {}, ["month", "assistant"], "month, assistant", distinct=True)
		return [(row.month, make_live_key(self.name, row.month, row.assistant)) for row in rows]

	@cached_property
	def cards(self) -> list:
		"""Those that are not cancelled."""
		fields = ["name", "month", "live_key", "workflow_state"]
		return self.listed("Assistant Timesheet", {"docstatus": ["!=", 2]}, fields, "month, name")

	def running(self, doctype: str) -> str | None:
		found = self.listed(doctype, {"status": RUNNING, "docstatus": 1}, ["name"], "creation desc")
		return found[0].name if found else None

	def listed(self, doctype: str, filters: dict, fields: list[str], order_by: str, **options) -> list:
		filters = {**filters, "family": self.name}
		return get_readable_rows(doctype, filters, fields, order_by, **options)

	def on_the_page(self, what: str, fieldname: str) -> Missing:
		return Missing(what, "Family", self.name, fieldname=fieldname)

	def new(self, what: str, doctype: str, **values) -> Missing:
		return Missing(what, doctype, values={"family": self.name, **values})


# One check = one function. These ask while the family is under support.


def household(file: CaseFile) -> Iterator[Missing]:
	if not file.family.members:
		yield file.on_the_page(_("Nobody is entered in the household."), "members")


def legal_basis(file: CaseFile) -> Iterator[Missing]:
	family = file.family
	if not family.legal_basis:
		yield file.on_the_page(_("The legal basis of the work is not chosen."), "legal_basis")
	if core.needs_court_reference(family.legal_basis, family.legal_basis_note):
		yield file.on_the_page(_("The court and its file number are missing."), "legal_basis_note")


def assistant_request(file: CaseFile) -> Iterator[Missing]:
	"""Asked only of who may read requests: to anybody else a request that is there would seem missing."""
	if not frappe.has_permission("Assistant Request", "read"):
		return
	names = {row.workflow_state: row.name for row in file.requests}
	if ASSIGNED in names:
		return
	waiting = names.get(SENT) or names.get(DRAFT)
	if waiting:
		yield Missing(_("The request for an assistant is not decided on."), "Assistant Request", waiting)
	else:
		yield file.new(_("There is no request for an assistant."), "Assistant Request")


def work_consent(file: CaseFile) -> Iterator[Missing]:
	family = file.family
	if core.needs_work_consent(family.legal_basis) and not family.work_consent_date:
		kind = consent_kind(is_consent_to_work=1)
		yield file.new(_("The consent to work with the assistant is missing."), "Consent", kind=kind)


def data_consent(file: CaseFile) -> Iterator[Missing]:
	family = file.family
	if core.needs_data_consent(family.legal_basis) and not family.data_consent_date:
		kind = consent_kind(is_data_consent=1, in_application=1)
		yield file.new(_("The consent to data processing is missing."), "Consent", kind=kind)


def consent_kind(**flags: int) -> str | None:
	"""The office's first kind of consent with these flags."""
	return frappe.db.get_value("Consent Kind", flags, "name", order_by="creation, name")


def support_catalogue(file: CaseFile) -> Iterator[Missing]:
	"""„Za życiem”: the catalogue of support stands where others have a work plan."""
	if core.works_by_catalogue(file.family.legal_basis) and not file.listed(
		"Support Catalogue", {}, ["name"], "name"
	):
		yield file.new(_("There is no support catalogue."), "Support Catalogue")


def foster_placements(file: CaseFile) -> Iterator[Missing]:
	"""Where and since when a child of the household is in care."""
	placed = {row.child for row in file.listed("Foster Placement", {}, ["name", "child"], "name")}
	for member in file.family.members:
		if member.in_foster_care and member.full_name not in placed:
			what = _("{0} is in foster care, but there is no placement.").format(member.full_name)
			yield file.new(what, "Foster Placement", child=member.full_name)


def assistant(file: CaseFile) -> Iterator[Missing]:
	if not file.assistant:
		yield file.new(_("No assistant is on the case."), "Case Assignment", part="Family Assistant")


def assessment(file: CaseFile) -> Iterator[Missing]:
	latest = file.assessments[0] if file.assessments else None
	months = get_setting("assessment_interval_months")
	if not latest:
		yield file.new(_("There is no submitted assessment of the family's situation."), "Family Assessment")
	elif not core.assessment_is_current(latest.assessment_date, file.today, months):
		what = _("The last assessment ({0}) is too old: at least one in {1} months is required.")
		what = what.format(paper_date(latest.assessment_date), months)
		yield file.new(what, "Family Assessment", kind="Periodic")


def work_plan(file: CaseFile) -> Iterator[Missing]:
	if not file.plan and not core.works_by_catalogue(file.family.legal_basis):
		yield file.new(_("There is no running work plan."), "Family Work Plan")


def action_schedule(file: CaseFile) -> Iterator[Missing]:
	"""A schedule belongs to a plan, so it is asked for when that runs."""
	if file.plan and not file.schedule:
		yield file.new(_("There is no running action schedule."), "Action Schedule", plan=file.plan)


def expected_effects(file: CaseFile) -> Iterator[Missing]:
	"""Art. 15(3): the plan holds the expected effects."""
	if not file.schedule:
		return
	schedule = frappe.get_doc("Action Schedule", file.schedule)
	count = core.without_effect(row.expected_effect for row in schedule.actions)
	if count:
		what = _("Actions of the running schedule without an expected effect: {0}. Make a new version.")
		yield Missing(what.format(count), "Action Schedule", file.schedule)


def evaluation(file: CaseFile) -> Iterator[Missing]:
	"""The evaluation day of the running schedule has passed without an evaluation."""
	day = frappe.db.get_value("Action Schedule", file.schedule, "evaluation_date") if file.schedule else None
	if not day or day >= file.today:
		return
	done = file.listed("Work Plan Evaluation", {"schedule": file.schedule, "docstatus": 1}, ["name"], "name")
	if not done:
		what = _("The schedule was to be evaluated on {0}.").format(paper_date(day))
		yield file.new(what, "Work Plan Evaluation", schedule=file.schedule)


def cards(file: CaseFile) -> Iterator[Missing]:
	states = [(card.month, card.live_key, card.workflow_state) for card in file.cards]
	names = {card.month: card.name for card in file.cards}
	for month in core.past_months_not_accepted(file.visits, states, file.today):
		what = _("The card of {0} is not accepted.").format(paper_month(month))
		if month in names:
			yield Missing(what, "Assistant Timesheet", names[month])
		else:
			yield file.new(what, "Assistant Timesheet", month=month)


def case_manager(file: CaseFile) -> Iterator[Missing]:
	"""The last analysis says that a case manager is needed, and there is none."""
	fields = ["name", "needs_manager", "manager_reason", "proposed_manager"]
	analyses = file.listed("Case Analysis", {"docstatus": 1}, fields, "analysis_date desc, creation desc")
	answered = next((row for row in analyses if row.needs_manager), None)
	if answered and answered.needs_manager == YES and not get_manager(file.name):
		values = {"part": MANAGER, "user": answered.proposed_manager, "reason": answered.manager_reason}
		yield file.new(_("The case manager was not appointed."), "Case Assignment", **values)


# And this when the work has ended.


def closing(file: CaseFile) -> Iterator[Missing]:
	if not get_standing_closing(file.name):
		yield file.new(_("There is no submitted closing of the case."), "Case Closing")


SUPPORT_CHECKS: tuple[Callable[[CaseFile], Iterator[Missing]], ...] = (
	household,
	legal_basis,
	assistant_request,
	work_consent,
	data_consent,
	support_catalogue,
	foster_placements,
	assistant,
	assessment,
	work_plan,
	action_schedule,
	expected_effects,
	evaluation,
	cards,
	case_manager,
)
# Status of the family → what is asked of its file.
CHECKS = {UNDER_SUPPORT: SUPPORT_CHECKS, MONITORED: (closing,), CASE_CLOSED: (closing,)}


def missing(family: str) -> list[dict]:
	"""What the family's file lacks, in the order of the work, as `Missing.shown`."""
	file = CaseFile(family)
	checks = CHECKS.get(file.family.status, ())
	return [row.shown() for check in checks for row in check(file)]


def get_completeness(family: str) -> dict:
	"""Return what the file lacks, each with the way to make it, and the closing that is in force."""
	get_permitted("Family", family, "read")
	return {"missing": missing(family), "closing": get_standing_closing(family)}
