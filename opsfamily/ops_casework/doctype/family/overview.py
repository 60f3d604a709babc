"""The family at a glance: what stands on top of its form and on the paper „Rodzina w zarysie”.

Everything is asked for as the reader: other people's documents and fields of a level that they may not read
are not in it.
"""

from datetime import date
from functools import cache
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

import frappe
from frappe import _
from frappe.utils import cint, get_url_to_form, get_url_to_list, getdate

from opsfamily.case.document import RUNNING, get_kinds_kept
from opsfamily.clocks.register import get_next_clocks
from opsfamily.core.cooperation import key_of
from opsfamily.core.course import Sphere, contacts_by_week, course
from opsfamily.core.course import Words as CourseWords
from opsfamily.core.ecomap import Contact, ecomap, full_text
from opsfamily.core.ecomap import Words as EcomapWords
from opsfamily.core.months import month_of
from opsfamily.core.outcomes import PENDING
from opsfamily.ops_casework.doctype.family.together import get_lines
from opsfamily.ops_paper.values import (
	as_written,
	paper_date,
	paper_hours,
	paper_month,
	paper_text,
	paper_time,
)
from opsfamily.ops_teamwork.doctype.cooperation.degrees import format_degree, get_current_degrees
from opsfamily.permissions.gate import can_read_sensitive_fields
from opsfamily.permissions.rule import get_readable_rows

TEMPLATE = "family_overview.html"
FILTERS = (paper_text, paper_date, paper_time, paper_hours, paper_month)
SPHERES = (
	"parenting",
	"education",
	"conflicts",
	"violence",
	"structure_and_roles",
	"bonds",
	"other_observations",
)
CLOCKS_SHOWN, VISITS_SHOWN, LONGEST_EXCERPT = 5, 3, 180


def get_overview_html(family) -> str:
	"""The overview as markup, every value escaped. family: a stored Family that the user may read."""
	return template().render(**get_overview(family), path_of=path_of, may_begin=may_begin, _=_)


@cache
def template() -> Template:
	"""Compiled once a process: the framework would do it for every request, at half of the page's cost."""
	environment = Environment(loader=PackageLoader("opsfamily"), autoescape=True, undefined=StrictUndefined)
	environment.filters.update({show.__name__: show for show in FILTERS})
	return environment.get_template(TEMPLATE)


def get_overview(family) -> frappe._dict:
	"""What the overview says, as plain values and two pictures. Of an unsaved family nothing but its name."""
	name = family.name or ""
	kept = get_kinds_kept(name) if name else frozenset()
	assessments = papers(name, "Family Assessment", ["assessment_date", *rating_fields()], "assessment_date")
	visits = visits_of(name)
	network = network_of(family, kept)
	return frappe._dict(
		family=family,
		warning=family.home_warning if can_read_sensitive_fields("Family") else None,
		plan=first_paper(papers(name, "Family Work Plan", ["status", "main_goal"], "creation")),
		schedule=first_paper(papers(name, "Action Schedule", ["status", "evaluation_date"], "creation")),
		assessment=first_paper(assessments),
		clocks=get_next_clocks(name, CLOCKS_SHOWN, kept) if name else [],
		visits=with_excerpts(visits[:VISITS_SHOWN]),
		month=hours_of_month(visits),
		parties=open_actions(name),
		together=get_lines(name, kept),
		network=network,
		ecomap=draw_ecomap(family, network),
		ratings=ratings_of(assessments),
		weeks=weeks_of(visits),
		course=draw_course(assessments, visits),
	)


def papers(family: str, doctype: str, fields: list[str], newest_by: str) -> list[frappe._dict]:
	"""The family's papers that were not cancelled, the newest first."""
	return listed(
		doctype,
		{"family": family, "docstatus": ["<", 2]},
		["name", "docstatus", *fields],
		f"{newest_by} desc, creation desc",
	)


def listed(doctype: str, filters: dict, fields: list[str], order_by: str) -> list[frappe._dict]:
	"""Rows that the reader may see; none of an unsaved family."""
	return get_readable_rows(doctype, filters, fields, order_by) if filters["family"] else []


def first_paper(found: list[frappe._dict]) -> frappe._dict | None:
	"""The one that counts: the running one, else the newest submitted, else the newest draft."""
	return max(found, key=lambda paper: (paper.get("status") == RUNNING, paper.docstatus), default=None)


def may_begin(doctype: str) -> bool:
	return frappe.has_permission(doctype, "create")


def rating_fields() -> list[str]:
	"""The spheres' ratings that the reader may see: violence stands at a level of its own."""
	meta = frappe.get_meta("Family Assessment")
	levels = {0, 1} if can_read_sensitive_fields("Family Assessment") else {0}
	fields = (meta.get_field(f"{sphere}_rating") for sphere in SPHERES)
	return [field.fieldname for field in fields if field.permlevel in levels]


def visits_of(family: str) -> list[frappe._dict]:
	"""All contacts, the newest first, without their texts."""
	fields = ["name", "visit_date", "from_time", "to_time", "minutes", "kind", "month", "on_timesheet"]
	return listed("Family Visit", {"family": family}, fields, "visit_date desc, from_time desc")


def with_excerpts(visits: list[frappe._dict]) -> list[frappe._dict]:
	"""The visits with the beginning of what was written about each."""
	if not visits:
		return []
	names = {"name": ["in", [visit.name for visit in visits]]}
	texts = frappe.get_list(
		"Family Visit", filters=names, fields=["name", "actions", "course"], order_by="name"
	)
	said = {row.name: excerpt(row.course or row.actions) for row in texts}
	return [frappe._dict(visit, said=said.get(visit.name, "")) for visit in visits]


def excerpt(text: str | None) -> str:
	words = as_written(text or "")
	if len(words) <= LONGEST_EXCERPT:
		return words
	return words[:LONGEST_EXCERPT].rsplit(None, 1)[0] + "…"


def hours_of_month(visits: list[frappe._dict]) -> frappe._dict:
	"""Contacts and minutes of the current month, all and those of the timesheet (F4)."""
	own = [visit for visit in visits if visit.month == month_of(getdate())]
	return frappe._dict(
		month=month_of(getdate()),
		contacts=len(own),
		minutes=sum(visit.minutes or 0 for visit in own),
		timesheet_minutes=sum(visit.minutes or 0 for visit in own if visit.on_timesheet),
	)


def open_actions(family: str) -> list[tuple[str, list[frappe._dict]]]:
	"""Pending actions by party, in the order of the paper; parties without one are left out."""
	filters = {"family": family, "outcome": PENDING}
	fields = ["name", "party", "party_name", "action", "due_date", "conference"]
	actions = listed("Scheduled Action", filters, fields, "due_date, name")
	today = getdate()
	for action in actions:
		action.is_overdue = bool(action.due_date and action.due_date < today)
	parties = frappe.get_meta("Scheduled Action").get_field("party").options.split("\n")
	by_party = [(party, [action for action in actions if action.party == party]) for party in parties]
	return [(party, own) for party, own in by_party if own]


# the pictures


def network_of(family, kept: frozenset[str]) -> list[frappe._dict]:
	"""The rows of the support network; with `degree`, its `cooperation` in words and the `history` of it, where
	the reader may see any."""
	degrees = get_current_degrees(family.name, kept)
	rows = []
	for row in family.support_network:
		texts = {
			name: as_written(row.get(name) or "") for name in ("kind", "institution", "contact", "phone")
		}
		found = degrees.get(key_of(row.institution))
		rows.append(
			frappe._dict(
				texts,
				degree=found and found.degree,
				cooperation=format_degree(found) if found else "",
				history=history_of(family.name, row.institution) if found else "",
			)
		)
	return rows


def history_of(family: str, institution: str) -> str:
	"""The address of the list of all degrees with this institution."""
	query = urlencode({"family": family, "institution": institution})
	return f"{urlsplit(get_url_to_list('Cooperation')).path}?{query}"


def draw_ecomap(family, network: list[frappe._dict]) -> Markup:
	contacts = [
		Contact(
			row.kind,
			row.institution,
			", ".join(filter(None, (row.contact, row.phone, row.cooperation))),
			row.degree,
		)
		for row in network
	]
	words = EcomapWords(
		_("Support Network of the Family"),
		"; ".join(map(full_text, contacts)) or _("Nobody is written in the support network yet."),
		_("Nobody is written in the support network yet."),
		_("degree of cooperation not recorded"),
	)
	return Markup(ecomap(household_text(family), contacts, words))


def household_text(family) -> str:
	members = len(family.members)
	people = _("people: {0}").format(members).replace(" ", "\u00a0") if members else ""
	return " ".join(filter(None, (as_written(family.representative or ""), people)))


def ratings_of(assessments: list[frappe._dict]) -> list[tuple[str, list[tuple[date, int]]]]:
	"""Sphere's label → its ratings, the oldest first, of the submitted assessments."""
	meta, submitted = frappe.get_meta("Family Assessment"), [row for row in assessments if row.docstatus == 1]
	return [
		(
			_(meta.get_label(fieldname.removesuffix("_rating"))),
			[
				(row.assessment_date, cint(row[fieldname]))
				for row in reversed(submitted)
				if cint(row[fieldname])
			],
		)
		for fieldname in rating_fields()
	]


def weeks_of(visits: list[frappe._dict]) -> dict[date, int]:
	return contacts_by_week(visit.visit_date for visit in visits)


def draw_course(assessments: list[frappe._dict], visits: list[frappe._dict]) -> Markup:
	ratings = ratings_of(assessments)
	words = CourseWords(
		_("Course of the Case"),
		describe_course(ratings, visits),
		_("Contacts per Week"),
		_("not rated"),
	)
	spheres = [Sphere(label, given) for label, given in ratings]
	return Markup(course(spheres, [visit.visit_date for visit in visits], getdate(), words))


def describe_course(ratings: list[tuple], visits: list[frappe._dict]) -> str:
	"""The picture in words: the ratings of each sphere, and how many contacts there were."""
	said = [
		f"{label}: {', '.join(f'{paper_date(day)} – {rating}' for day, rating in given)}"
		for label, given in ratings
		if given
	]
	contacts = _("Contacts: {0}, together {1} hours").format(
		len(visits), paper_hours(sum(visit.minutes or 0 for visit in visits))
	)
	return ". ".join([*said, contacts])


def path_of(doctype: str, name: str) -> str:
	"""The form's address on whatever host the reader came by."""
	return urlsplit(get_url_to_form(doctype, name)).path


def paper_overview(family) -> frappe._dict:
	"""The family at a glance as its form shows it: see `overview_of`."""
	return get_overview(family)
