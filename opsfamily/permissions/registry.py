"""The one list of confidential DocTypes and of what follows from being confidential.

Hooks, list conditions, indexes, the family's page, retention, access copies, traces, guards and the tests read
it. Enter a new DocType that links to Family here; tests fail until it is entered. Another app enters its own by
the hook `opsfamily_confidential_doctypes` (see `known.py`).

Does not import frappe: hooks are read before there is a site.
"""

from __future__ import annotations

from dataclasses import dataclass

SOURCES = "opsfamily.ops_casework.doctype.access_copy.sources"
# Groups of the family's page, in the order of the work.
ARRIVAL = "How the Family Came"
PLANNING = "Assessment and Plan"
PROGRESS = "How It Goes"
TEAMWORK = "Working Together"
CHILDREN = "Day Centre and Screening"
CONTACTS = "Contacts"
PEOPLE = "People on the Case"
FOR_LIFE = "„Za życiem”"
FOSTER_CARE = "Children in Care"
ENDING = "Court, Closing and Monitoring"
DATA_PROTECTION = "Data Protection"
PAGE_GROUPS = (
	ARRIVAL,
	PLANNING,
	PROGRESS,
	TEAMWORK,
	CHILDREN,
	CONTACTS,
	PEOPLE,
	FOR_LIFE,
	FOSTER_CARE,
	ENDING,
	DATA_PROTECTION,
)


@dataclass(frozen=True)
class Entry:
	"""One confidential DocType.

	access_copy: dotted path of the function that reads it for a person's copy (GDPR art. 15), or a sentence that
	says why there is none.
	page: its group on the family's page.
	family: the column that holds the family (`name` for Family itself, None for the staff's own work).
	children: its child DocTypes.
	rule: a module with `can_see(doc, user)` and `get_condition(doctype, user)` to use instead of the family rule.
	private: seen by its owner only, not even by coordinator and head.
	retained: an office may set a retention period for it.
	by_link: found on this site by its link to Family (linked.py); what names no family is seen by its roles.
	packed: its documents belong to a family's control pack.
	"""

	doctype: str
	access_copy: str
	page: str | None = None
	family: str | None = "family"
	children: tuple[str, ...] = ()
	rule: str | None = None
	private: bool = False
	retained: bool = True
	by_link: bool = False
	packed: bool = True

	@property
	def access_copy_reader(self) -> str | None:
		"""Return the dotted path of the reader; None where `access_copy` says why there is none."""
		return None if " " in self.access_copy else self.access_copy


# In the order of the work with a family; access copies list documents in this order.
ENTRIES = (
	Entry(
		"Family",
		f"{SOURCES}.read_family",
		family="name",
		children=("Family Member", "Support Contact", "Family Basis", "Family Absence", "Missing Consent"),
	),
	Entry("Family Notification", f"{SOURCES}.read_notification", ARRIVAL),
	Entry(
		"Risk List",
		"the sphere of violence and addiction is never prepared",
		ARRIVAL,
		children=("Risk List Answer",),
	),
	Entry(
		"Assistant Request",
		f"{SOURCES}.read_request",
		ARRIVAL,
		children=("Case Cause", "Sensitive Case Cause"),
	),
	Entry("Case Assignment", "says who of the staff works when, nothing of the person", PEOPLE),
	Entry("Consent", f"{SOURCES}.read_consent", DATA_PROTECTION),
	Entry(
		"Support Catalogue",
		f"{SOURCES}.read_catalogue",
		FOR_LIFE,
		children=("Support Catalogue Need", "Support Catalogue Step"),
	),
	Entry("Authorisation", f"{SOURCES}.read_authorisation", FOR_LIFE),
	Entry(
		"Family Assessment",
		f"{SOURCES}.read_assessment",
		PLANNING,
		children=("Family Member", "Family Income", "Case Cause", "Sensitive Case Cause"),
	),
	Entry(
		"Family History",
		f"{SOURCES}.read_history",
		PLANNING,
		children=("History Event", "Family Relative", "Material Help"),
	),
	Entry(
		"Child Card",
		f"{SOURCES}.read_child_card",
		PLANNING,
		children=("Parental Authority", "Child Date", "Child Health Date"),
	),
	Entry("Family Work Plan", f"{SOURCES}.read_plan", PLANNING, children=("Plan Goal",)),
	Entry("Family Sheet", f"{SOURCES}.read_sheet", PLANNING, children=("Sheet Answer",)),
	Entry("Action Schedule", "its rows live on as Scheduled Actions", PLANNING, children=("Agreed Action",)),
	Entry("Scheduled Action", f"{SOURCES}.read_action", PROGRESS),
	Entry("Work Plan Evaluation", f"{SOURCES}.read_evaluation", PROGRESS, children=("Evaluated Action",)),
	Entry(
		"Family Visit",
		f"{SOURCES}.read_visit",
		CONTACTS,
		children=("Visit Participant", "Visit Action", "Visit Task", "Visit Competence"),
	),
	Entry("Planned Visit", f"{SOURCES}.read_planned_visit", CONTACTS, children=("Visit Action",)),
	Entry(
		"Assistant Timesheet", "its rows are copied from the visits", CONTACTS, children=("Timesheet Row",)
	),
	Entry(
		"Visit Draft",
		"is not finished, so it is no paper of the office yet",
		private=True,
		retained=False,
	),
	Entry("Home Outing", "says where a worker was, nothing of the person", CONTACTS),
	Entry("Foster Placement", f"{SOURCES}.read_placement", FOSTER_CARE),
	Entry("Court Opinion", f"{SOURCES}.read_opinion", ENDING),
	Entry("Court Letter", f"{SOURCES}.read_court_letter", ENDING),
	Entry("Letter Sent", f"{SOURCES}.read_letter", ENDING),
	Entry(
		"Case Closing",
		f"{SOURCES}.read_closing",
		ENDING,
		children=("Closing Person", "Closing Action"),
	),
	Entry("Monitoring Contact", f"{SOURCES}.read_monitoring", ENDING),
	Entry(
		"Case Conference",
		f"{SOURCES}.read_conference",
		TEAMWORK,
		children=("Conference Person", "Conference Decision", "Earlier Decision"),
	),
	Entry("Case Analysis", f"{SOURCES}.read_analysis", TEAMWORK, children=("Analysis Finding",)),
	Entry("Delegated Task", f"{SOURCES}.read_delegated_task", TEAMWORK),
	Entry(
		"Outside Answer",
		f"{SOURCES}.read_outside_answer",
		TEAMWORK,
		children=("Outside Opening",),
	),
	Entry("Cooperation", "says how institutions work together, nothing of the person", TEAMWORK),
	Entry("Weekly Appointment", f"{SOURCES}.read_weekly_appointment", TEAMWORK),
	Entry(
		"Consultation",
		f"{SOURCES}.read_consultation",
		TEAMWORK,
		children=("Consultation Person",),
		rule="opsfamily.permissions.consultation",
	),
	Entry(
		"Consultation Request",
		f"{SOURCES}.read_consultation_request",
		TEAMWORK,
		rule="opsfamily.permissions.consultation",
	),
	Entry(
		"Specialist Help",
		f"{SOURCES}.read_specialist_help",
		TEAMWORK,
		children=("Visit Participant",),
	),
	Entry(
		"Intervention",
		"tells of danger to life or health, and of others as well",
		TEAMWORK,
		children=("Visit Participant", "Intervention Notice"),
	),
	Entry(
		"Supporting Family",
		f"{SOURCES}.read_supporting_family",
		TEAMWORK,
		children=("Supporting Family Cost",),
	),
	Entry(
		"Group Participation",
		f"{SOURCES}.read_participation",
		TEAMWORK,
		children=("Group Presence",),
		rule="opsfamily.permissions.groups",
	),
	Entry(
		"Day Centre Enrolment",
		f"{SOURCES}.read_centre_enrolment",
		CHILDREN,
		rule="opsfamily.permissions.day_centre",
	),
	Entry(
		"Day Centre Note",
		f"{SOURCES}.read_centre_note",
		CHILDREN,
		rule="opsfamily.permissions.day_centre",
	),
	Entry("Screening", f"{SOURCES}.read_screening", CHILDREN),
	Entry(
		"Counted Document",
		"says in which figures a family was counted, nothing of the person",
		DATA_PROTECTION,
		rule="opsfamily.permissions.counted",
		retained=False,
	),
	Entry(
		"Deadline Notice",
		"says who of the staff was told of which deadline, nothing of the person",
		family=None,
		rule="opsfamily.permissions.notices",
		retained=False,
	),
	Entry(
		"Same Person",
		"links rows of two households, which the copy reads themselves",
		PEOPLE,
		retained=False,
	),
	Entry(
		"Access Copy",
		"is the copy itself",
		DATA_PROTECTION,
		children=("Access Copy Entry",),
	),
	Entry(
		"Control Pack",
		"is made of the papers that the copy reads",
		DATA_PROTECTION,
		children=("Control Pack Paper",),
	),
	# The staff's own work: confidential as well, but about no family.
	Entry(
		"Other Work Time",
		"is about no family",
		family=None,
		rule="opsfamily.permissions.work_time",
	),
	Entry(
		"Employment",
		"is about no family",
		family=None,
		rule="opsfamily.permissions.employment",
	),
	Entry(
		"Worker Vehicle",
		"is about no family",
		family=None,
		rule="opsfamily.permissions.work_time",
	),
	Entry(
		"Work Absence",
		"is about no family",
		family=None,
		rule="opsfamily.permissions.work_time",
	),
	Entry(
		"Group Meeting",
		"names nobody of a family",
		family=None,
		rule="opsfamily.permissions.groups",
	),
	Entry(
		"Supervision Session",
		"is about no family",
		family=None,
		children=("Supervision Attendance",),
		rule="opsfamily.permissions.supervision",
	),
	Entry(
		"Supervision Record",
		"speaks of a case without names",
		family=None,
		children=(
			"Supervision Problem",
			"Supervision Goal",
			"Supervision Action",
			"Supervision Earlier Action",
		),
		rule="opsfamily.permissions.supervision",
	),
	Entry(
		"Supervision Plan",
		"is about no family",
		family=None,
		children=("Supervision Plan Session", "Supervision Plan Person"),
		rule="opsfamily.permissions.supervision",
	),
	Entry(
		"Supervision Feedback",
		"names nobody, so it is nobody's",
		family=None,
		rule="opsfamily.permissions.supervision",
		retained=False,
	),
)

# For hooks and tests, which need the DocTypes of this app alone.
CONFIDENTIAL = tuple(entry.doctype for entry in ENTRIES)
CASE_DOCTYPES = tuple(entry.doctype for entry in ENTRIES if entry.family)
STAFF_DOCTYPES = tuple(entry.doctype for entry in ENTRIES if not entry.family)
PRIVATE_DOCTYPES = tuple(entry.doctype for entry in ENTRIES if entry.private)
OWN_RULES = {entry.doctype: entry.rule for entry in ENTRIES if entry.rule}


def get_parents_by_child(entries: tuple[Entry, ...]) -> dict[str, tuple[str, ...]]:
	"""Return child DocType → the DocTypes that have it as a child table."""
	children = dict.fromkeys(child for entry in entries for child in entry.children)
	return {child: tuple(entry.doctype for entry in entries if child in entry.children) for child in children}


CASE_CHILDREN = get_parents_by_child(ENTRIES)


def query_hooks(doctypes: tuple[str, ...] = (*CONFIDENTIAL, *CASE_CHILDREN)) -> dict[str, str]:
	"""Return the hook `permission_query_conditions` of these DocTypes, a function for each (rule.__getattr__)."""
	return {doctype: f"opsfamily.permissions.rule.query_{make_identifier(doctype)}" for doctype in doctypes}


def permission_hooks(doctypes: tuple[str, ...] = CONFIDENTIAL) -> dict[str, str]:
	"""Return the hook `has_permission` of these DocTypes."""
	return dict.fromkeys(doctypes, "opsfamily.permissions.rule.has_permission")


def make_identifier(doctype: str) -> str:
	"""Return the DocType's name as a Python identifier."""
	return doctype.lower().replace(" ", "_").replace("-", "_")
