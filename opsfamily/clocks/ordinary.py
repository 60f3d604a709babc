"""The deadlines of ordinary families, told by the database: which are due when, and how many, before any is made.

Nearly every family of a large section has an open assistant, an assessment, a plan and nothing out of the ordinary: its
deadlines are those of COMMON alone, each of them one query. Every other family (`find_others`) goes the way of the
register, in Python; so does every family whose deadlines are shown. A family is put with the others whenever this file
does not know better: then the answer is right, and slower.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

import frappe
from frappe.utils import cint, getdate

from opsfamily.clocks.casework import PART_OF_PARTY, get_past_months, select_months_not_sent
from opsfamily.clocks.own import FROM_LAST, find_fault
from opsfamily.clocks.sheets import SHEET, get_templates
from opsfamily.compat import get_readable_in_sql
from opsfamily.core import deadlines as core
from opsfamily.core.assignments import ASSISTANT, ASSISTANTS, MANAGER, SUBSTITUTE
from opsfamily.core.basis import FOR_LIFE
from opsfamily.core.contact_kinds import DIRECT
from opsfamily.core.meanings import ACCEPTED, BEING_WRITTEN, SENT
from opsfamily.core.notifications import NEW
from opsfamily.core.outcomes import PENDING
from opsfamily.core.requests import ORDERED
from opsfamily.office import SETTINGS, get_setting
from opsfamily.permissions.known import get_family_column

# What is asked of ordinary families; who may not read one of these is answered by the register alone.
READ = (
	"Family",
	"Case Assignment",
	"Family Assessment",
	"Family Work Plan",
	"Action Schedule",
	"Work Plan Evaluation",
	"Scheduled Action",
	"Family Visit",
	"Assistant Timesheet",
	"Family Sheet",
)
FAMILY = "Family"
COLUMNS = "family, document, due, part, month, worker"
# Families out of the ordinary beyond this are no exception: the register is as fast.
MOST_OTHERS = 1_000


class Window(NamedTuple):
	"""Which deadlines are asked for: of one clock, between two days (both included), of one worker; None: of any."""

	clock: str | None = None
	first: date | None = None
	last: date | None = None
	worker: str | None = None

	def holds(self, deadline: core.Deadline) -> bool:
		"""Return whether the deadline is in the window."""
		return (
			self.clock in (None, deadline.clock)
			and (self.first is None or self.first <= deadline.due)
			and (self.last is None or deadline.due <= self.last)
			and self.worker in (None, deadline.responsible)
		)


class Due(NamedTuple):
	"""A deadline of an ordinary family as the database tells it.

	part: whose part in the case is responsible; month and worker: of a card, the worker also of an assignment that ends.
	"""

	clock: str
	family: str
	document: str
	due: date
	part: str
	month: str
	worker: str

	@property
	def matter(self) -> core.Matter:
		"""Return what the notices of the deadline are about, as `Deadline.matter`."""
		if self.month:
			return core.Matter(FAMILY, self.family, self.month, self.worker)
		of_sheet = FAMILY if self.document == self.family else SHEET
		return core.Matter(DOCTYPES.get(self.clock, of_sheet), self.document)


def can_ask() -> bool:
	"""Return whether the database may tell what the session's user would be shown."""
	return all(frappe.has_permission(doctype, "read") for doctype in READ)


class Others(NamedTuple):
	"""The families that are not ordinary: those that the register is asked of, and those without a deadline to show."""

	asked: list[str]
	silent: list[str]


def find_others(today: date) -> Others | None:
	"""Return the families that are not ordinary; None: too many, or all.

	Read without a permission check, but for the families: this only decides which way a family goes. Each question is
	of one table, which the database answers in one go.
	"""
	if not can_ask():
		return None
	families = {row[0]: row for row in _read("name, ended_before, assistant_since", "`tabFamily`")}
	# Safe: the framework wrote the query.
	readable = set(frappe.db.sql(get_readable_in_sql(FAMILY, {}), pluck=True))
	ended, matters = _read_endings(), _read_families(MATTERS, today)
	closed = {name for name, row in families.items() if _is_closed(row, ended.get(name), matters, today)}
	supported = _find_supported(families, ended, matters, today)
	opinions = _read_families((OPINIONS,), today)
	asked = (readable - supported - closed) | (readable & _find_unusual(today, readable) - closed)
	asked |= opinions & readable
	silent = (families.keys() - readable) | (closed - asked)
	return None if len(asked) > MOST_OTHERS else Others(sorted(asked), sorted(silent))


def _read(columns: str, source: str) -> list[tuple]:
	# Safe: constants of this file and escaped days.
	return frappe.db.sql(f"select {columns} from {source}")


def _read_families(queries: Iterable[str], today: date) -> set[str]:
	"""Return the families that the queries of this file name."""
	query = " union all ".join(queries).format(**_get_values(today))
	# Safe: constants of this file and escaped days.
	return set(frappe.db.sql(query, pluck=True))


def _read_endings() -> dict[str, list[tuple]]:
	"""Return family → its submitted closings: closed on, monitored until, reopened on."""
	found = defaultdict(list)
	columns = "family, closing_date, monitoring_until, reopened_on"
	for family, *days in _read(columns, "`tabCase Closing` where docstatus = 1"):
		found[family].append(tuple(days))
	return found


def _is_closed(family: tuple, closings: list[tuple] | None, matters: set[str], today: date) -> bool:
	"""Return whether a family is surely closed: by its last closing, or before this app with nothing since."""
	name, ended_before, _since = family
	if not closings:
		return bool(ended_before and ended_before <= today and name not in matters)
	closed, monitored, reopened = max(closings, key=lambda row: (row[0], row[2] is None))
	return (
		reopened is None
		and closed <= today
		and (monitored is None or monitored < today)
		and (ended_before is None or ended_before < closed)
	)


def _find_supported(families: dict, ended: dict, matters: set[str], today: date) -> set[str]:
	"""Return the families that are surely under support, in work that was never closed.

	An assistant works today without a last day, and either nothing came before, or an accepted request did.
	"""
	resolved = _read_families((RESOLVED,), today)
	return {
		name
		for name in _read_families((ASSISTED,), today) & families.keys()
		if name not in ended
		and not families[name][1]
		and (name not in matters or name in resolved or (families[name][2] or date.max) <= today)
	}


def _find_unusual(today: date, families: set[str]) -> set[str]:
	"""Return the families that may have a deadline which ordinary ones do not have. families: all that count."""
	found = _read_families((OF_FOR_LIFE, *UNUSUAL.values()), today)
	for query in _select_first_steps():
		# Safe: the framework wrote the query.
		found |= families - set(frappe.db.sql(query, pluck=True))
	if (met := _read_families_met(today)) is not None:
		found |= families - met
	for query in _select_of_own_clocks():
		# Safe: the framework wrote the subquery; the columns are those of a DocType.
		found |= set(frappe.db.sql(query, pluck=True))
	return found


class Ordinary:
	"""The deadlines of ordinary families in a window, as the database tells them."""

	def __init__(self, window: Window, today: date, others: Others):
		self.window, self.today, self.others = window, today, others

	@cached_property
	def cards(self) -> list[Due]:
		"""Return the months without a sent card: read once, since all visits of a year are looked at for them."""
		return self._run(self._select([core.CARD]))

	@cached_property
	def numbers(self) -> Counter[tuple[str, date]]:
		"""Return (clock, day) → number of deadlines."""
		numbers = Counter((due.clock, due.due) for due in self.cards)
		query = self._select_but_cards(None)
		if query:
			# Safe: put together from the framework's queries and escaped values.
			rows = frappe.db.sql(
				f"select clock, due, count(*) from ({query}) as deadlines group by clock, due order by clock, due"
			)
			numbers.update({(clock, due): number for clock, due, number in rows})
		return numbers

	def get_first(self, is_statutory: bool, limit: int) -> list[Due]:
		"""Return the first deadlines in the order of `core.put_in_order`: statutory ones, or others."""
		query = self._select_but_cards(is_statutory)
		order = f"due, cast(family as binary), cast(document as binary) limit {cint(limit)}"
		rows = self._run(f"{query} order by {order}") if query else []
		if not is_statutory:
			rows = sorted((*rows, *self.cards), key=lambda row: (row.due, row.family, row.document))
		return rows[:limit]

	def get_unheeded(self, user: str, staff: list[str]) -> list[Due]:
		"""Return those of which a coordinator may have to be told: what is overdue, ends of assignments, and what has a
		responsible worker who is the coordinator, or may be none of the staff on the case."""
		values = {
			"today": frappe.db.escape(str(self.today)),
			"user": frappe.db.escape(user),
			"staff": ", ".join(map(frappe.db.escape, (*staff, ""))),
			"assistant": frappe.db.escape(ASSISTANT),
			"substitute": frappe.db.escape(SUBSTITUTE),
		}
		# Safe: constants of this file and escaped values. Compared here: the database would ask anew for each row.
		by_part, by_name = (
			set(frappe.db.sql(text.format(**values))) for text in (HEEDED_BY_PART, HEEDED_BY_NAME)
		)
		return [
			due
			for due in self._run(self._select(self._queries))
			if due.due < self.today
			or not ((due.family, due.part) in by_part or (due.month and (due.family, due.worker) in by_name))
		]

	@cached_property
	def _queries(self) -> dict[str, str]:
		"""Return clock → its query, of the clocks in the window: those of the app, and of the office's own sheets."""
		chosen = self.window.clock
		of_app = {clock: select for clock, select in COMMON.items() if chosen in (None, clock)}
		of_sheets = [template for template in get_templates() if chosen in (None, template.name)]
		queries = {clock: select(self.window, self.today) for clock, select in of_app.items()}
		queries.update({template.name: _select_sheets(template) for template in of_sheets})
		return {clock: query for clock, query in queries.items() if query}

	def _select_but_cards(self, is_statutory: bool | None) -> str:
		return self._select(
			clock
			for clock in self._queries
			if clock != core.CARD and is_statutory in (None, clock in core.STATUTORY)
		)

	def _select(self, clocks: Iterable[str]) -> str:
		"""Return the query for the columns of Due; empty where no clock is asked for."""
		queries = [
			f"select {frappe.db.escape(clock)} as clock, {COLUMNS} from ({self._queries[clock]}) as of_clock"
			for clock in clocks
			if clock in self._queries
		]
		if not queries:
			return ""
		# Never empty, which `not in` would not forgive.
		names = ", ".join(frappe.db.escape(name) for name in (*self.others.asked, *self.others.silent, ""))
		return f"""select clock, {COLUMNS} from ({" union all ".join(queries)}) as each_clock
			where {_get_days(self.window)} and family not in ({names})"""

	def _run(self, query: str) -> list[Due]:
		# Safe: put together from the framework's queries and escaped values.
		return [Due(*row) for row in frappe.db.sql(query)] if query else []


def _get_days(window: Window) -> str:
	bounds = [
		f"due {sign} {frappe.db.escape(str(day))}"
		for sign, day in ((">=", window.first), ("<=", window.last))
		if day
	]
	return " and ".join(bounds) or "due is not null"


# The clocks that an ordinary family has


def _select_assessments(_window: Window, _today: date) -> str:
	columns = ("name", "family", "kind", "assessment_date", "next_due", "creation")
	rows = get_readable_in_sql("Family Assessment", {"docstatus": 1}, columns)
	latest = "row_number() over (partition by family order by assessment_date desc, creation desc)"
	by_law = f"assessment_date + interval {cint(get_setting('assessment_interval_months'))} month"
	return f"""select family, name as document, least({by_law}, ifnull(next_due, {by_law})) as due,
			{frappe.db.escape(ASSISTANT)} as part, '' as month, '' as worker
		from (select rows_of_all.*, {latest} as place from ({rows}) as rows_of_all) as placed
		where place = 1 and ifnull(kind, '') != 'Final'"""


def _select_evaluations(_window: Window, _today: date) -> str:
	filters = {"docstatus": 1, "status": "Running", "evaluation_date": ["is", "set"]}
	rows = get_readable_in_sql("Action Schedule", filters, ("name", "family", "evaluation_date"))
	held = get_readable_in_sql("Work Plan Evaluation", {"docstatus": 1}, ("schedule",))
	return f"""select family, name as document, evaluation_date as due,
			{frappe.db.escape(ASSISTANT)} as part, '' as month, '' as worker
		from ({rows}) as running
		where name not in (select schedule from ({held}) as held where schedule is not null)"""


def _select_actions(_window: Window, _today: date) -> str:
	filters = {"outcome": PENDING, "due_date": ["is", "set"]}
	rows = get_readable_in_sql("Scheduled Action", filters, ("name", "family", "due_date", "party"))
	parts = " ".join(
		f"when {frappe.db.escape(party)} then {frappe.db.escape(part)}"
		for party, part in PART_OF_PARTY.items()
	)
	return f"""select family, name as document, due_date as due,
			case party {parts} else {frappe.db.escape(ASSISTANT)} end as part, '' as month, '' as worker
		from ({rows}) as pending"""


def _select_assignments(_window: Window, today: date) -> str:
	filters = {"until_date": [">=", today]}
	rows = get_readable_in_sql("Case Assignment", filters, ("name", "family", "until_date", "user"))
	return f"""select family, name as document, until_date as due, '' as part, '' as month, user as worker
		from ({rows}) as ending"""


def _select_cards(window: Window, today: date) -> str:
	"""Return the query for months without a sent card; only of the months whose day is in the window."""
	due_day = get_setting("card_due_day")
	days = {month: core.card_due(month, due_day) for month in get_past_months(today)}
	days = {
		month: day
		for month, day in days.items()
		if (not window.first or window.first <= day) and (not window.last or day <= window.last)
	}
	query = select_months_not_sent({"month": ["in", [*days]]}) if days else ""
	if not query:
		return ""
	due = " ".join(
		f"when {frappe.db.escape(month)} then date {frappe.db.escape(str(day))}"
		for month, day in days.items()
	)
	return f"""select family, ifnull(card, family) as document, case month {due} end as due,
			'' as part, month, ifnull(assistant, '') as worker
		from ({query}) as not_sent"""


def _select_sheets(template: frappe._dict) -> str:
	"""Return the query for the next sheet of each family, or its first one after the assistant's first day."""
	assistants = get_readable_in_sql(
		"Case Assignment", {"part": ["in", list(ASSISTANTS)]}, ("family", "from_date")
	)
	filters = {"docstatus": 1, "template": template.name}
	sheets = get_readable_in_sql(SHEET, filters, ("name", "family", "sheet_date", "creation"))
	latest = "row_number() over (partition by family order by sheet_date desc, creation desc)"
	first_after, interval = cint(template.first_after_days), cint(template.interval_days)
	return f"""select begun.family, ifnull(last.name, begun.family) as document,
			if(last.name is null, begun.began + interval {first_after} day, last.sheet_date + interval {interval} day) as due,
			{frappe.db.escape(template.part or "")} as part, '' as month, '' as worker
		from (select family, min(from_date) as began from ({assistants}) as assistants group by family) as begun
		left join (select sheets.*, {latest} as place from ({sheets}) as sheets) as last
			on last.family = begun.family and last.place = 1
		where if(last.name is null, {first_after}, {interval}) > 0"""


COMMON: dict[str, Callable[[Window, date], str]] = {
	core.ASSESSMENT: _select_assessments,
	core.EVALUATION: _select_evaluations,
	core.ACTION: _select_actions,
	core.ASSIGNMENT: _select_assignments,
	core.CARD: _select_cards,
}

DOCTYPES = {
	core.ASSESSMENT: "Family Assessment",
	core.EVALUATION: "Action Schedule",
	core.ACTION: "Scheduled Action",
	core.ASSIGNMENT: "Case Assignment",
}
# (family, part) whose people of today are all of the staff, the assistant with the substitute, and (family, user) of the
# staff; without the user who asks.
HEEDED_BY_PART = """select family, if(part = {substitute}, {assistant}, part) as of_part from `tabCase Assignment`
	where from_date <= {today} and (until_date is null or until_date >= {today})
	group by family, of_part
	having min(user in ({staff})) = 1 and max(user = {user}) = 0 and max(part != {substitute}) = 1"""
HEEDED_BY_NAME = """select family, user from `tabCase Assignment`
	where from_date <= {today} and (until_date is null or until_date >= {today})
		and user in ({staff}) and user != {user}"""

# What a status is told from without the whole history (`_is_closed`, `_find_supported`): sufficient conditions of
# `core.status.status_on`. Where none holds, the family is one of the others.
ASSISTED = """select family from `tabCase Assignment`
	where part in ({assistants}) and from_date <= {today} and until_date is null"""
RESOLVED = """select family from `tabAssistant Request` where docstatus < 2 and (
	(state_meaning = {accepted} and decision_date <= {today} and withdrawn_on is null)
	or (basis in ({ordered}) and state_meaning != {being_written} and request_date <= {today}))"""
MATTERS = (
	"select family from `tabFamily Notification`",
	"select family from `tabAssistant Request` where docstatus < 2",
	"select family from `tabSupport Catalogue`",
)
# A court's day counts on a closed case as well.
OPINIONS = "select family from `tabCourt Opinion` where docstatus = 0 and due_date is not null"

# Clock → the families that may have its deadline.
UNUSUAL: dict[str, str] = {
	core.HANDING_OVER: "select family from `tabSupport Catalogue`",
	core.FIRST_CONTACT: "select family from `tabSupport Catalogue`",
	core.AUTHORISATION: """select family from `tabAuthorisation`
		where docstatus = 1 and withdrawn_on is null and until_date >= {today}""",
	core.CHILD_PLAN: """select family from `tabFoster Placement`
		where until_date is null and next_plan_due is not null""",
	core.INTERVIEW: """select family from `tabFamily Notification`
		where status = {new} and interview_due is not null""",
	core.ANSWER: """select family from `tabFamily Notification`
		where answer_due is not null and answered_on is null""",
	core.REQUEST: """select family from `tabAssistant Request`
		where state_meaning = {sent} and withdrawn_on is null""",
	core.CONFERENCE: "select family from `tabCase Conference` where docstatus = 0",
	core.SCREENING: "select family from `tabScreening` where next_due is not null",
	core.HELP: "select family from `tabSpecialist Help` where follow_up_on is not null",
	core.AGREEMENT: """select family from `tabSupporting Family`
		where docstatus = 1 and ended_on is null and until_date is not null""",
	core.CHILD_DATE: """select family from `tabChild Card` where name in (
		select parent from `tabChild Date` where done = 0
		union all select parent from `tabChild Health Date` where done = 0)""",
	core.CONSULTATION: "select family from `tabConsultation` where follow_up_on is not null",
	core.CONSULTATION_REQUEST: """select family from `tabConsultation Request`
		where family is not null and status in ('Waiting', 'Day Agreed')""",
	core.DELEGATED_TASK: "select family from `tabDelegated Task` where outcome = {pending}",
	core.CASE_REVIEW: "select family from `tabCase Assignment` where part = {manager}",
}
# An ordinary family never has these, by its status or by `_find_unusual`.
NEVER = (
	core.FIRST_ASSESSMENT,
	core.FIRST_PLAN,
	core.VISIT_TO_PLAN,
	core.ASSISTANT_AWAITED,
	core.ASSISTANT_MISSING,
	core.COURT_OPINION,
	core.MONITORING_CONTACT,
	core.MONITORING_END,
	core.BODY_AGREEMENT,
	core.COOPERATION_EVALUATION,
	core.REPORT,
)
# „Za życiem” asks for other steps.
OF_FOR_LIFE = """select parent from `tabFamily Basis` where parenttype = 'Family' and basis = {for_life}
	union all select family from `tabAssistant Request` where basis = {for_life}"""


def _select_first_steps() -> list[str]:
	"""Return the queries for families with an assessment, without which the half-year counts otherwise, and a plan."""
	doctypes = ["Family Assessment"]
	if get_setting("first_plan_days"):
		doctypes.append("Family Work Plan")
	return [get_readable_in_sql(doctype, {"docstatus": 1}, ("family",)) for doctype in doctypes]


def _read_families_met(today: date) -> set[str] | None:
	"""Return the families that somebody has met in the office's days; None while the office plans no visits."""
	days = get_setting("days_without_plan")
	if not days or not frappe.db.exists("Planned Visit", {"name": ["is", "set"]}):
		return None
	return set(frappe.db.sql(MET_SINCE, (DIRECT, today - timedelta(days=days)), pluck=True))


def _select_of_own_clocks() -> list[str]:
	"""Return the queries for families with a document that a clock of the office counts from."""
	queries = []
	for row in frappe.get_cached_doc(SETTINGS).own_clocks:
		if row.disabled or find_fault(row) or not frappe.has_permission(row.document_kind, "read"):
			continue
		filters = {row.date_field: ["is", "set"], "docstatus": ["<", 2]}
		column = get_family_column(row.document_kind)
		rows = get_readable_in_sql(row.document_kind, filters, tuple({column, row.done_field or column}))
		counts_all = row.counted == FROM_LAST or not row.done_field
		is_open = "" if counts_all else f"where ifnull(`{row.done_field}`, '') in ('', '0')"
		queries.append(f"select `{column}` from ({rows}) as of_clock {is_open}")
	return queries


# The last entry of the index for each family; grouping would read every visit.
MET_SINCE = """select name from `tabFamily` where (
	select visit_date from `tabFamily Visit` where nature = %s and family = `tabFamily`.name
	order by visit_date desc limit 1) > %s"""


def _get_values(today: date) -> dict[str, str]:
	"""Return what stands in the queries, escaped."""
	words = {
		"today": str(getdate(today)),
		"accepted": ACCEPTED,
		"being_written": BEING_WRITTEN,
		"sent": SENT,
		"new": NEW,
		"pending": PENDING,
		"manager": MANAGER,
		"for_life": FOR_LIFE,
	}
	lists = {"assistants": ASSISTANTS, "ordered": sorted(ORDERED)}
	return {
		**{key: frappe.db.escape(word) for key, word in words.items()},
		**{key: ", ".join(map(frappe.db.escape, several)) for key, several in lists.items()},
	}
