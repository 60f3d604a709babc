"""Who may see which family: one rule, used by every DocType that holds a family.

Whoever has a Case Assignment that runs today sees that family and all that hangs on it; coordinator and
head see the section; everybody else nothing. Fail closed: a DocType that is not known here shows nothing.
"""

from collections.abc import Callable

import frappe
from frappe.query_builder import Criterion
from frappe.utils import getdate

HEAD = "Head of Centre"
SECTION_ROLES = frozenset({"Family Coordinator", HEAD})

# Every DocType with a family in it: each is wired into both hooks.
CASE_DOCTYPES = (
	"Family",
	"Family Notification",
	"Risk List",
	"Assistant Request",
	"Case Assignment",
	"Family Assessment",
	"Family Work Plan",
	"Action Schedule",
	"Scheduled Action",
	"Work Plan Evaluation",
	"Family Visit",
	"Assistant Timesheet",
	"Access Copy",
	"Consent",
	"Support Catalogue",
	"Authorisation",
	"Foster Placement",
	"Visit Draft",
	"Case Closing",
	"Monitoring Contact",
	"Court Opinion",
	"Case Conference",
	"Screening",
	"Home Outing",
	"Day Centre Enrolment",
	"Day Centre Note",
	"Cooperation",
	"Case Analysis",
	"Delegated Task",
	"Consultation",
)
# As confidential, but of the staff's own work: without a family.
STAFF_DOCTYPES = ("Other Work Time", "Supervision Session", "Supervision Record")
CONFIDENTIAL = (*CASE_DOCTYPES, *STAFF_DOCTYPES)
# DocType → module with `sees(doc, user)` and `condition(doctype, user)`, which answer instead of the family
# rule where a row may be without a family, or is seen by somebody who is not on the case.
OWN_RULES: dict[str, str] = {
	"Other Work Time": "opsfamily.ops_consultation.work_time_access",
	"Day Centre Enrolment": "opsfamily.ops_consultation.centre_access",
	"Day Centre Note": "opsfamily.ops_consultation.centre_access",
	"Supervision Session": "opsfamily.ops_consultation.supervision_access",
	"Supervision Record": "opsfamily.ops_consultation.supervision_access",
	"Consultation": "opsfamily.ops_consultation.consultation_access",
}
# Of these a person sees their own only, coordinator and head too: what is not finished is not the office's yet.
PRIVATE_DOCTYPES = ("Visit Draft",)
# Child DocType → the parents whose rows it holds.
CASE_CHILDREN = {
	"Family Member": ("Family", "Family Assessment"),
	"Support Contact": ("Family",),
	"Family Income": ("Family Assessment",),
	"Plan Goal": ("Family Work Plan",),
	"Agreed Action": ("Action Schedule",),
	"Evaluated Action": ("Work Plan Evaluation",),
	"Visit Participant": ("Family Visit",),
	"Visit Action": ("Family Visit",),
	"Timesheet Row": ("Assistant Timesheet",),
	"Access Copy Entry": ("Access Copy",),
	"Risk List Answer": ("Risk List",),
	"Support Catalogue Need": ("Support Catalogue",),
	"Support Catalogue Step": ("Support Catalogue",),
	"Closing Person": ("Case Closing",),
	"Closing Action": ("Case Closing",),
	"Conference Person": ("Case Conference",),
	"Conference Decision": ("Case Conference",),
	"Earlier Decision": ("Case Conference",),
	"Supervision Attendance": ("Supervision Session",),
	"Supervision Problem": ("Supervision Record",),
	"Supervision Goal": ("Supervision Record",),
	"Supervision Action": ("Supervision Record",),
	"Consultation Person": ("Consultation",),
	"Analysis Finding": ("Case Analysis",),
}
NOTHING = "1=0"


def sees_section(user: str) -> bool:
	"""Whether the user sees every family of the section."""
	return user == "Administrator" or not SECTION_ROLES.isdisjoint(frappe.get_roles(user))


def is_head(user: str) -> bool:
	"""Whether the user is the head of the centre."""
	return HEAD in frappe.get_roles(user)


def families_of(user: str) -> frozenset[str]:
	"""Names of the families on which the user has an assignment that runs today (kept for one request)."""
	return kept_for_request(("families", user), lambda: _assigned_families(user))


def kept_for_request(key: tuple[str, str], look_up: Callable[[], list[str]]) -> frozenset[str]:
	"""What access is decided by, looked up once a request. key: the kind of the names, and the user."""
	known = _known()
	if key not in known:
		known[key] = frozenset(look_up())
	return known[key]


def readable_rows(
	doctype: str, filters: dict, fields: list[str], order_by: str, **options
) -> list[frappe._dict]:
	"""Rows that the session's user may see; none where their role may not read the DocType."""
	if not frappe.has_permission(doctype, "read"):
		return []
	return frappe.get_list(
		doctype, filters=filters, fields=fields, order_by=order_by, limit_page_length=0, **options
	)


def forget_families() -> None:
	"""Look up again what access is decided by: called when an assignment was written in this request."""
	_known().clear()


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""The `has_permission` hook of every confidential DocType. It only denies: the role must allow as well."""
	user = user or frappe.session.user
	if doc.doctype in PRIVATE_DOCTYPES and not _is_own(doc, user):
		return False
	if doc.doctype in OWN_RULES:
		return bool(_own_rule(doc.doctype, "sees")(doc, user))
	return sees_by_family(doc, user)


def sees_by_family(doc, user: str) -> bool:
	"""The family rule for one document."""
	if sees_section(user):
		return True
	family = stored_family(doc)
	# A new document without a family passes, so that whoever may create one can print a blank form.
	return family in families_of(user) if family else is_unsaved(doc)


def stored_family(doc) -> str | None:
	"""The family that the database says the document belongs to; its own word counts while it is new."""
	if is_unsaved(doc):
		return None if doc.doctype == "Family" else doc.get("family")
	if doc.doctype == "Family":
		return doc.name
	return frappe.db.get_value(doc.doctype, doc.name, "family")


def row_condition(doctype: str, user: str | None) -> str:
	"""SQL condition that leaves the rows that the user may see (`1=0`: none, empty: all)."""
	user = user or frappe.session.user
	if doctype in CASE_CHILDREN:
		return _child_condition(doctype, user)
	if doctype in OWN_RULES:
		return _own_rule(doctype, "condition")(doctype, user)
	condition = family_condition(doctype, user)
	if doctype not in PRIVATE_DOCTYPES or condition == NOTHING:
		return condition
	own = f"`tab{doctype}`.`owner` = {frappe.db.escape(user)}"
	return f"{condition} and {own}" if condition else own


def family_condition(doctype: str, user: str) -> str:
	"""The family rule for the rows of a DocType with a family."""
	if sees_section(user):
		return ""
	families = families_of(user)
	if not families:
		return NOTHING
	column = "name" if doctype == "Family" else "family"
	return f"`tab{doctype}`.`{column}` in ({quoted(families)})"


def _child_condition(doctype: str, user: str) -> str:
	conditions = {parent: row_condition(parent, user) for parent in CASE_CHILDREN[doctype]}
	if not any(conditions.values()):
		return ""
	parts = [
		f"(`tab{doctype}`.`parenttype` = {frappe.db.escape(parent)} and `tab{doctype}`.`parent` in"
		f" (select `name` from `tab{parent}` where {own or '1=1'}))"
		for parent, own in conditions.items()
		if own != NOTHING
	]
	return f"({' or '.join(parts)})" if parts else NOTHING


def _own_rule(doctype: str, part: str) -> Callable:
	return frappe.get_attr(f"{OWN_RULES[doctype]}.{part}")


def quoted(names: frozenset[str]) -> str:
	"""Names as a list in SQL."""
	# The framework formats conditions with %, so a percent sign in a name is doubled by `escape`.
	return ", ".join(frappe.db.escape(name) for name in sorted(names))


def _known() -> dict[tuple[str, str], frozenset[str]]:
	if not hasattr(frappe.local, "opsfamily_families"):
		frappe.local.opsfamily_families = {}
	return frappe.local.opsfamily_families


def _assigned_families(user: str) -> list[str]:
	assignment = frappe.qb.DocType("Case Assignment")
	today = getdate()
	return (
		frappe.qb.from_(assignment)
		.select(assignment.family)
		.where(assignment.user == user)
		.where(assignment.from_date <= today)
		.where(Criterion.any([assignment.until_date.isnull(), assignment.until_date >= today]))
	).run(pluck=True)


def _is_own(doc, user: str) -> bool:
	# By the stored owner: a document's own word does not count.
	return is_unsaved(doc) or frappe.db.get_value(doc.doctype, doc.name, "owner") == user


def is_unsaved(doc) -> bool:
	"""Whether the database has no such document yet."""
	# Not `doc.is_new()`: a client may call a foreign document's name its own new one.
	return not doc.name or not frappe.db.exists(doc.doctype, doc.name)


def _query_of(doctype: str) -> Callable[[str | None], str]:
	# v15 does not tell the hook which DocType it is asked for, so each has a function of its own.
	def query(user: str | None = None) -> str:
		return row_condition(doctype, user)

	return query


query_family = _query_of("Family")
query_case_assignment = _query_of("Case Assignment")
query_family_assessment = _query_of("Family Assessment")
query_family_work_plan = _query_of("Family Work Plan")
query_action_schedule = _query_of("Action Schedule")
query_scheduled_action = _query_of("Scheduled Action")
query_work_plan_evaluation = _query_of("Work Plan Evaluation")
query_family_visit = _query_of("Family Visit")
query_assistant_timesheet = _query_of("Assistant Timesheet")
query_access_copy = _query_of("Access Copy")
query_visit_draft = _query_of("Visit Draft")
query_family_member = _query_of("Family Member")
query_support_contact = _query_of("Support Contact")
query_family_income = _query_of("Family Income")
query_plan_goal = _query_of("Plan Goal")
query_agreed_action = _query_of("Agreed Action")
query_evaluated_action = _query_of("Evaluated Action")
query_visit_participant = _query_of("Visit Participant")
query_visit_action = _query_of("Visit Action")
query_timesheet_row = _query_of("Timesheet Row")
query_access_copy_entry = _query_of("Access Copy Entry")
query_family_notification = _query_of("Family Notification")
query_risk_list = _query_of("Risk List")
query_assistant_request = _query_of("Assistant Request")
query_risk_list_answer = _query_of("Risk List Answer")
query_consent = _query_of("Consent")
query_support_catalogue = _query_of("Support Catalogue")
query_authorisation = _query_of("Authorisation")
query_foster_placement = _query_of("Foster Placement")
query_support_catalogue_need = _query_of("Support Catalogue Need")
query_support_catalogue_step = _query_of("Support Catalogue Step")
query_case_closing = _query_of("Case Closing")
query_closing_person = _query_of("Closing Person")
query_closing_action = _query_of("Closing Action")
query_monitoring_contact = _query_of("Monitoring Contact")
query_court_opinion = _query_of("Court Opinion")
query_case_conference = _query_of("Case Conference")
query_conference_person = _query_of("Conference Person")
query_conference_decision = _query_of("Conference Decision")
query_earlier_decision = _query_of("Earlier Decision")
query_screening = _query_of("Screening")
query_home_outing = _query_of("Home Outing")
query_other_work_time = _query_of("Other Work Time")
query_day_centre_enrolment = _query_of("Day Centre Enrolment")
query_day_centre_note = _query_of("Day Centre Note")
query_supervision_session = _query_of("Supervision Session")
query_supervision_record = _query_of("Supervision Record")
query_consultation = _query_of("Consultation")
query_supervision_attendance = _query_of("Supervision Attendance")
query_supervision_problem = _query_of("Supervision Problem")
query_supervision_goal = _query_of("Supervision Goal")
query_supervision_action = _query_of("Supervision Action")
query_consultation_person = _query_of("Consultation Person")
query_cooperation = _query_of("Cooperation")
query_case_analysis = _query_of("Case Analysis")
query_analysis_finding = _query_of("Analysis Finding")
query_delegated_task = _query_of("Delegated Task")
