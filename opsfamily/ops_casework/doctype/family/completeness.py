"""„Kompletność akt”: what a family's file lacks by its legal basis, each with the way to add it.

A check is a function in `CHECKS` that yields what is missing, from what the session's user may see. The rules
are in core/file_complete.py.
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
from opsfamily.case.facts import bases_held, bases_on, status_on
from opsfamily.case.household import get_names_of, get_present_members
from opsfamily.core import basis
from opsfamily.core import file_complete as core
from opsfamily.core.assignments import ASSISTANT, MANAGER, runs_on
from opsfamily.core.case_analysis import YES
from opsfamily.core.closing import CASE_CLOSED, MONITORED, UNDER_SUPPORT
from opsfamily.core.consents import find_unanswered, is_of_age
from opsfamily.core.former_names import split
from opsfamily.core.meanings import ACCEPTED, OPEN, SENT
from opsfamily.core.status import NOTIFIED
from opsfamily.core.timesheet import get_place
from opsfamily.office import get_setting
from opsfamily.ops_intake.family_page import get_people_who_consent
from opsfamily.ops_paper.values import paper_date, paper_month
from opsfamily.ops_teamwork.case_managers import get_manager
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.rule import get_readable_rows


class Missing(NamedTuple):
	"""One thing that the file lacks.

	doctype and name: the document in which it is filled in; without a name a new one, with `values`.
	fieldname: the field on the family's page in which it is filled in.
	"""

	what: str
	doctype: str
	name: str | None = None
	values: dict | None = None
	fieldname: str | None = None

	def as_row(self) -> dict:
		"""Return it for the page; `may`: whether the session's user has the right to add it."""
		right = "write" if self.name else "create"
		return {**self._asdict(), "may": bool(frappe.has_permission(self.doctype, right))}


class CaseFile:
	"""One family's documents, as the session's user may read them."""

	def __init__(self, family: str, today: date | None = None):
		self.family = frappe.get_doc("Family", family)
		self.name = family
		self.today = today or getdate()

	@cached_property
	def bases(self) -> tuple[str, ...]:
		"""Return the bases of the work today, the main one first."""
		return bases_on(self.name, self.today)

	@cached_property
	def held(self) -> tuple[str, ...]:
		"""Return the bases of today, or those that held last: what the work asks for stays until the closing."""
		return bases_held(self.name, self.today)

	@cached_property
	def assessments(self) -> list:
		"""Return the submitted assessments, the newest first."""
		fields = ["name", "kind", "assessment_date"]
		return self.get_rows(
			"Family Assessment", {"docstatus": 1}, fields, "assessment_date desc, creation desc"
		)

	@cached_property
	def plan(self) -> str | None:
		return self.get_running_version("Family Work Plan")

	@cached_property
	def schedule(self) -> str | None:
		return self.get_running_version("Action Schedule")

	@cached_property
	def assistant(self) -> bool:
		"""Return whether an assistant is on the case today."""
		rows = self.get_rows("Case Assignment", {"part": ASSISTANT}, ["from_date", "until_date"], "from_date")
		return any(runs_on(self.today, row.from_date, row.until_date) for row in rows)

	@cached_property
	def requests(self) -> list:
		"""Return the requests for an assistant that are not cancelled, the newest first."""
		filters = {"docstatus": ["!=", 2]}
		return self.get_rows("Assistant Request", filters, ["name", "state_meaning"], "creation desc")

	@cached_property
	def visits(self) -> list[tuple[str, tuple]]:
		"""Return (month, place of its card) of every month and assistant with a visit."""
		fields = ["family", "month", "assistant"]
		rows = self.get_rows("Family Visit", {}, fields, "month, assistant", distinct=True)
		return [(row.month, get_place(row)) for row in rows]

	@cached_property
	def cards(self) -> list:
		"""Return the cards that are not cancelled."""
		fields = ["name", "family", "month", "assistant", "state_meaning"]
		return self.get_rows("Assistant Timesheet", {"docstatus": ["!=", 2]}, fields, "month, name")

	def get_running_version(self, doctype: str) -> str | None:
		"""Return the name of the family's running plan or schedule that the user may see."""
		rows = self.get_rows(doctype, {"status": RUNNING, "docstatus": 1}, ["name"], "creation desc")
		return rows[0].name if rows else None

	def get_rows(self, doctype: str, filters: dict, fields: list[str], order_by: str, **options) -> list:
		"""Return the family's rows of a DocType that the user may see."""
		filters = {**filters, "family": self.name}
		return get_readable_rows(doctype, filters, fields, order_by, **options)

	def make_missing_field(self, what: str, fieldname: str) -> Missing:
		"""Return a Missing for a field of the family's page. what: a translated sentence."""
		return Missing(what, "Family", self.name, fieldname=fieldname)

	def make_missing_document(self, what: str, doctype: str, **values) -> Missing:
		"""Return a Missing for a new document with these values. what: a translated sentence."""
		return Missing(what, doctype, values={"family": self.name, **values})


# Checks while the family is under support.


def check_household(file: CaseFile) -> Iterator[Missing]:
	"""Check that somebody is entered in the household."""
	if not file.family.members:
		yield file.make_missing_field(_("Nobody is entered in the household."), "members")


def check_legal_basis(file: CaseFile) -> Iterator[Missing]:
	"""Check the legal basis, and the court and file number that it may need."""
	if not file.bases:
		yield file.make_missing_field(_("The legal basis of the work is not on file."), "bases")
	if core.needs_court_reference(file.bases, file.family.legal_basis_note):
		yield file.make_missing_field(_("The court and its file number are missing."), "legal_basis_note")


def check_assistant_request(file: CaseFile) -> Iterator[Missing]:
	"""Check only for users who may read requests: to others an existing one would seem missing."""
	if not frappe.has_permission("Assistant Request", "read") or basis.is_for_life_only(file.held):
		# „Za życiem” begins with the person's application, in the catalogue.
		return
	names = {row.state_meaning: row.name for row in file.requests}
	if ACCEPTED in names:
		return
	waiting = next((names[meaning] for meaning in (SENT, *OPEN) if meaning in names), None)
	if waiting:
		yield Missing(_("The request for an assistant is not decided on."), "Assistant Request", waiting)
	else:
		yield file.make_missing_document(_("There is no request for an assistant."), "Assistant Request")


def check_work_consent(file: CaseFile) -> Iterator[Missing]:
	"""Check the consent to work with the assistant, if the legal basis needs it."""
	if basis.needs_work_consent(file.bases) and not file.family.work_consent_date:
		kind = get_consent_kind(is_consent_to_work=1)
		yield file.make_missing_document(
			_("The consent to work with the assistant is missing."), "Consent", kind=kind
		)


def check_everybodys_consent(file: CaseFile) -> Iterator[Missing]:
	"""Check that everyone of age has signed the consent to work, or is listed with the reason for its absence."""
	if not (basis.needs_work_consent(file.bases) and file.family.work_consent_date):
		return
	adults = get_adults(file)
	signed = get_people_who_consent(file.name)
	# The days of the consents were typed for a family that was taken over: it is not known who has signed.
	answered = [*signed, *(row.person for row in file.family.missing_consents)]
	unanswered = find_unanswered([names for _name, names in adults], answered) if signed else []
	for number in unanswered:
		what = _("{0}: there is neither a consent to work nor a reason for its absence.")
		yield file.make_missing_field(what.format(adults[number][0]), "missing_consents")


def get_adults(file: CaseFile) -> list[tuple[str, frozenset[str]]]:
	"""Return name and all known names of the members of the household who are of age today."""
	present = get_present_members(file.family, file.today)
	adults = [row for row in present if is_of_age(row.birth_date and getdate(row.birth_date), file.today)]
	return [(row.full_name, frozenset(get_names_of(file.name, row.full_name))) for row in adults]


def check_data_consent(file: CaseFile) -> Iterator[Missing]:
	"""Check the consent to data processing, if the legal basis needs it."""
	if basis.needs_data_consent(file.bases) and not file.family.data_consent_date:
		kind = get_consent_kind(is_data_consent=1, in_application=1)
		yield file.make_missing_document(
			_("The consent to data processing is missing."), "Consent", kind=kind
		)


def get_consent_kind(**flags: int) -> str | None:
	"""Return the office's first Consent Kind with these flags that is not switched off."""
	return frappe.db.get_value("Consent Kind", {**flags, "disabled": 0}, "name", order_by="creation, name")


def check_support_catalogue(file: CaseFile) -> Iterator[Missing]:
	"""Check the support catalogue of „Za życiem”."""
	if basis.works_by_catalogue(file.bases) and not file.get_rows("Support Catalogue", {}, ["name"], "name"):
		yield file.make_missing_document(_("There is no support catalogue."), "Support Catalogue")


def check_foster_placements(file: CaseFile) -> Iterator[Missing]:
	"""Check that every child in foster care has a placement."""
	placed = {row.child for row in file.get_rows("Foster Placement", {}, ["name", "child"], "name")}
	for member in get_present_members(file.family, file.today):
		if member.in_foster_care and placed.isdisjoint({member.full_name, *split(member.former_names)}):
			what = _("{0} is in foster care, but there is no placement.").format(member.full_name)
			yield file.make_missing_document(what, "Foster Placement", child=member.full_name)


def check_assistant(file: CaseFile) -> Iterator[Missing]:
	"""Check that an assistant is on the case today."""
	if not file.assistant:
		yield file.make_missing_document(_("No assistant is on the case."), "Case Assignment", part=ASSISTANT)


def check_assessment(file: CaseFile) -> Iterator[Missing]:
	"""Check that there is a submitted assessment within the office's interval; none in „Za życiem” alone."""
	if not basis.needs_assessment(file.held):
		return
	latest = file.assessments[0] if file.assessments else None
	months = get_setting("assessment_interval_months")
	if not latest:
		yield file.make_missing_document(
			_("There is no submitted assessment of the family's situation."), "Family Assessment"
		)
	elif not core.assessment_is_current(latest.assessment_date, file.today, months):
		what = _("The last assessment ({0}) is too old: at least one in {1} months is required.")
		what = what.format(paper_date(latest.assessment_date), months)
		yield file.make_missing_document(what, "Family Assessment", kind="Periodic")


def check_work_plan(file: CaseFile) -> Iterator[Missing]:
	"""Check that there is a running work plan, unless a catalogue replaces it („Za życiem” alone)."""
	if not file.plan and basis.needs_assessment(file.held):
		yield file.make_missing_document(_("There is no running work plan."), "Family Work Plan")


def check_action_schedule(file: CaseFile) -> Iterator[Missing]:
	"""Check that a running plan has a running schedule."""
	if file.plan and not file.schedule:
		yield file.make_missing_document(
			_("There is no running action schedule."), "Action Schedule", plan=file.plan
		)


def check_expected_effects(file: CaseFile) -> Iterator[Missing]:
	"""Check that every action of the running schedule has an expected effect (art. 15(3))."""
	if not file.schedule:
		return
	schedule = frappe.get_doc("Action Schedule", file.schedule)
	count = core.without_effect(row.expected_effect for row in schedule.actions)
	if count:
		what = _("Actions of the running schedule without an expected effect: {0}. Make a new version.")
		yield Missing(what.format(count), "Action Schedule", file.schedule)


def check_evaluation(file: CaseFile) -> Iterator[Missing]:
	"""Check that the running schedule was evaluated by its evaluation day."""
	day = frappe.db.get_value("Action Schedule", file.schedule, "evaluation_date") if file.schedule else None
	if not day or day >= file.today:
		return
	done = file.get_rows(
		"Work Plan Evaluation", {"schedule": file.schedule, "docstatus": 1}, ["name"], "name"
	)
	if not done:
		what = _("The schedule was to be evaluated on {0}.").format(paper_date(day))
		yield file.make_missing_document(what, "Work Plan Evaluation", schedule=file.schedule)


def check_cards(file: CaseFile) -> Iterator[Missing]:
	"""Check that the monthly cards of past months are accepted."""
	states = [(card.month, get_place(card), card.state_meaning) for card in file.cards]
	names = {card.month: card.name for card in file.cards}
	for month in core.past_months_not_accepted(file.visits, states, file.today):
		what = _("The card of {0} is not accepted.").format(paper_month(month))
		if month in names:
			yield Missing(what, "Assistant Timesheet", names[month])
		else:
			yield file.make_missing_document(what, "Assistant Timesheet", month=month)


def check_case_manager(file: CaseFile) -> Iterator[Missing]:
	"""Check that a case manager was appointed if the last analysis says that one is needed."""
	fields = ["name", "needs_manager", "manager_reason", "proposed_manager"]
	analyses = file.get_rows("Case Analysis", {"docstatus": 1}, fields, "analysis_date desc, creation desc")
	answered = next((row for row in analyses if row.needs_manager), None)
	if answered and answered.needs_manager == YES and not get_manager(file.name):
		values = {"part": MANAGER, "user": answered.proposed_manager, "reason": answered.manager_reason}
		yield file.make_missing_document(
			_("The case manager was not appointed."), "Case Assignment", **values
		)


# Check before the work has begun.


def check_unresolved_assistant(file: CaseFile) -> Iterator[Missing]:
	"""Check that nobody works as an assistant before the head has resolved on it."""
	if file.assistant:
		what = _("An assistant is assigned, but there is no resolution of the head.")
		yield file.make_missing_document(what, "Assistant Request")


# Checks after the work has ended.


def check_closing(file: CaseFile) -> Iterator[Missing]:
	"""Check that there is a closing in force, unless the work had ended before the app."""
	if not (file.family.ended_before or get_standing_closing(file.name)):
		yield file.make_missing_document(_("There is no submitted closing of the case."), "Case Closing")


SUPPORT_CHECKS: tuple[Callable[[CaseFile], Iterator[Missing]], ...] = (
	check_household,
	check_legal_basis,
	check_assistant_request,
	check_work_consent,
	check_everybodys_consent,
	check_data_consent,
	check_support_catalogue,
	check_foster_placements,
	check_assistant,
	check_assessment,
	check_work_plan,
	check_action_schedule,
	check_expected_effects,
	check_evaluation,
	check_cards,
	check_case_manager,
)
# Status of the family → its checks.
CHECKS = {
	NOTIFIED: (check_unresolved_assistant,),
	UNDER_SUPPORT: SUPPORT_CHECKS,
	MONITORED: (check_closing,),
	CASE_CLOSED: (check_closing,),
}


def get_missing(family: str) -> list[dict]:
	"""Return what the family's file lacks, in the order of the work, as `Missing.as_row`."""
	file = CaseFile(family)
	checks = CHECKS.get(status_on(family, file.today), ())
	return [row.as_row() for check in checks for row in check(file)]


def get_completeness(family: str) -> dict:
	"""Return what the file lacks (`missing`) and the `closing` in force, for a user who may read the family."""
	get_permitted("Family", family, "read")
	return {"missing": get_missing(family), "closing": get_standing_closing(family)}
