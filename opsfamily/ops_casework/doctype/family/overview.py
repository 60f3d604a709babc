"""The family at a glance: the overview on top of its form and on the paper „Rodzina w zarysie”.

Everything is read with the permissions of the session's user: documents and fields that they may not read are
left out.
"""

from datetime import date
from functools import cache
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

import frappe
from frappe import _
from frappe.utils import cint, get_url_to_form, get_url_to_list, getdate

from opsfamily.case.contacts import PART_FIELDS, join_contacts
from opsfamily.case.document import RUNNING, get_doctypes_on_file
from opsfamily.case.household import get_present_members
from opsfamily.case.office_columns import get_listed_fields
from opsfamily.clocks.register import get_next_clocks
from opsfamily.core.age import in_years as age_in_years
from opsfamily.core.competences import gather
from opsfamily.core.contacts import count_minutes, is_contact
from opsfamily.core.cooperation import key_of
from opsfamily.core.course import Sphere, contacts_by_week, course
from opsfamily.core.course import Words as CourseWords
from opsfamily.core.ecomap import Contact, ecomap, full_text
from opsfamily.core.ecomap import Words as EcomapWords
from opsfamily.core.months import month_of
from opsfamily.core.options import read_options
from opsfamily.core.outcomes import PENDING
from opsfamily.notify import in_language
from opsfamily.office import get_zone
from opsfamily.ops_casework.doctype.competence_area.course import describe as describe_competence
from opsfamily.ops_casework.doctype.competence_area.course import draw as draw_competences
from opsfamily.ops_casework.doctype.competence_area.course import get_marks
from opsfamily.ops_casework.doctype.family.together import get_lines
from opsfamily.ops_casework.doctype.family_assessment.taken_over import SPHERES
from opsfamily.ops_paper.custom_fields import get_screen_lines
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
CLOCKS_SHOWN, VISITS_SHOWN, LONGEST_EXCERPT = 5, 3, 180


def get_overview_html(family) -> str:
	"""Return the overview as HTML, every value escaped. family: a stored Family that the user may read."""
	return get_template().render(**get_overview(family), path_of=get_form_path, may_begin=can_begin, _=_)


@cache
def get_template(name: str = TEMPLATE) -> Template:
	"""Return a template, compiled once a process: the framework compiles it in every request, half of the cost."""
	environment = Environment(loader=PackageLoader("opsfamily"), autoescape=True, undefined=StrictUndefined)
	environment.filters.update({show.__name__: show for show in FILTERS})
	return environment.get_template(name)


def get_overview(family) -> frappe._dict:
	"""Return the values of the overview and its two pictures; an unsaved family has no documents."""
	name = family.name or ""
	kept = get_doctypes_on_file(name) if name else frozenset()
	assessments = get_papers(
		name, "Family Assessment", ["assessment_date", *get_rating_fields()], "assessment_date"
	)
	visits = get_visits(name)
	network = get_network(family, kept)
	return frappe._dict(
		family=family,
		**read_contact(family),
		own=get_screen_lines(family, get_listed_fields("Family")),
		people=[format_member(row) for row in get_present_members(family)],
		workers=get_workers(family),
		warning=family.home_warning if can_read_sensitive_fields("Family") else None,
		plan=pick_paper(get_papers(name, "Family Work Plan", ["status", "main_goal"], "creation")),
		schedule=pick_paper(get_papers(name, "Action Schedule", ["status", "evaluation_date"], "creation")),
		assessment=pick_paper(assessments),
		clocks=get_clocks(name, kept) if name else [],
		visits=add_excerpts(visits[:VISITS_SHOWN]),
		month=get_hours_of_month(visits),
		parties=get_open_actions(name),
		together=get_lines(name, kept),
		network=network,
		ecomap=draw_ecomap(family, network),
		ratings=get_ratings(assessments),
		weeks=get_contacts_by_week(visits),
		course=draw_course(assessments, visits),
		**get_competences(visits),
	)


def read_contact(family) -> dict[str, str | None]:
	"""Return phone and address of the family; None where the office has put the field at a level that the user may not read."""
	levels = family.meta.get_permlevel_access("read")
	fields = [family.meta.get_field(name) for name in ("phone", "address")]
	return {df.fieldname: family.get(df.fieldname) if df.permlevel in levels else None for df in fields}


def format_member(member) -> str:
	"""Return a person of the household: `Lena Zielińska (córka, 3 lata)`; what is not known is left out."""
	born = getdate(member.birth_date) if member.birth_date else None
	age = age_in_years(born, getdate()) if born and born <= getdate() else ""
	about = ", ".join(filter(None, (as_written(member.kinship or ""), age)))
	name = as_written(member.full_name)
	return f"{name} ({about})" if about else name


def get_workers(family) -> list[tuple[str, str]]:
	"""Return (part, name) of the people on the case, as the family's page shows them."""
	parts = {
		"Family Assistant": family.current_assistant,
		"Social Worker": family.current_social_worker,
		"Family Coordinator": family.current_coordinator,
	}
	return [(_(part), as_written(name)) for part, name in parts.items() if name]


def get_papers(family: str, doctype: str, fields: list[str], newest_by: str) -> list[frappe._dict]:
	"""Return the family's documents that are not cancelled, the newest first, with the lines of the office (`own`)."""
	own_fields = get_listed_fields(doctype)
	rows = get_rows(
		doctype,
		{"family": family, "docstatus": ["<", 2]},
		["name", "docstatus", *fields, *(df.fieldname for df in own_fields)],
		f"{newest_by} desc, creation desc",
	)
	return add_own_lines(rows, own_fields)


def add_own_lines(rows: list[frappe._dict], own_fields: list) -> list[frappe._dict]:
	"""Return the rows with `own`: what the office added to the list of these documents, `label: value`."""
	for row in rows:
		row.own = get_screen_lines(row, own_fields)
	return rows


def get_clocks(family: str, kept: frozenset[str]) -> list:
	"""Return the family's next clocks without those of actions, which the overview lists by party."""
	clocks = get_next_clocks(family, kept=kept)
	return [clock for clock in clocks if clock["doctype"] != "Scheduled Action"][:CLOCKS_SHOWN]


def get_rows(doctype: str, filters: dict, fields: list[str], order_by: str) -> list[frappe._dict]:
	"""Return the rows that the user may see; none for an unsaved family."""
	return get_readable_rows(doctype, filters, fields, order_by) if filters["family"] else []


def pick_paper(papers: list[frappe._dict]) -> frappe._dict | None:
	"""Return the running paper, else the newest submitted one, else the newest draft."""
	return max(papers, key=lambda paper: (paper.get("status") == RUNNING, paper.docstatus), default=None)


def can_begin(doctype: str) -> bool:
	"""Return whether the user may create a document of the DocType."""
	return frappe.has_permission(doctype, "create")


def get_rating_fields() -> list[str]:
	"""Return the fields of the ratings that the user may see: violence has a permission level of its own."""
	meta = frappe.get_meta("Family Assessment")
	levels = {0, 1} if can_read_sensitive_fields("Family Assessment") else {0}
	fields = (meta.get_field(f"{sphere}_rating") for sphere in SPHERES)
	return [field.fieldname for field in fields if field.permlevel in levels]


def get_visits(family: str) -> list[frappe._dict]:
	"""Return all contacts, the newest first, without their texts."""
	fields = ["name", "to_time", "month", "on_timesheet", *PART_FIELDS]
	return get_rows("Family Visit", {"family": family}, fields, "visit_date desc, from_time desc")


def add_excerpts(visits: list[frappe._dict]) -> list[frappe._dict]:
	"""Return the visits with `said`: the beginning of what was written about each, and the lines of the office (`own`)."""
	if not visits:
		return []
	names, own_fields = {"name": ["in", [visit.name for visit in visits]]}, get_listed_fields("Family Visit")
	fields = ["name", "actions", "course", *(df.fieldname for df in own_fields)]
	texts = add_own_lines(
		frappe.get_list("Family Visit", filters=names, fields=fields, order_by="name"), own_fields
	)
	told = {row.name: {"said": make_excerpt(row.course or row.actions), "own": row.own} for row in texts}
	return [frappe._dict(visit, **told.get(visit.name, {"said": "", "own": []})) for visit in visits]


def make_excerpt(text: str | None) -> str:
	"""Return the beginning of a text, at most LONGEST_EXCERPT characters and an ellipsis."""
	words = as_written(text or "")
	if len(words) <= LONGEST_EXCERPT:
		return words
	return words[:LONGEST_EXCERPT].rsplit(None, 1)[0] + "…"


def get_hours_of_month(visits: list[frappe._dict]) -> frappe._dict:
	"""Return contacts and minutes of the current month, and the minutes that count on the timesheet (F4)."""
	visits = [visit for visit in visits if visit.month == month_of(getdate())]
	return frappe._dict(
		month=month_of(getdate()),
		contacts=len(join_contacts(visits)),
		attempts=sum(1 for visit in visits if not is_contact(visit.nature)),
		minutes=sum(visit.minutes or 0 for visit in visits),
		timesheet_minutes=sum(visit.minutes or 0 for visit in visits if visit.on_timesheet),
	)


def get_open_actions(family: str) -> list[tuple[str, list[frappe._dict]]]:
	"""Return (party, its pending actions) in the order of the paper; parties without one are left out."""
	filters = {"family": family, "outcome": PENDING}
	own_fields = get_listed_fields("Scheduled Action")
	fields = ["name", "party", "party_name", "action", "due_date", "conference"]
	fields += [df.fieldname for df in own_fields]
	actions = add_own_lines(get_rows("Scheduled Action", filters, fields, "due_date, name"), own_fields)
	today = getdate()
	for action in actions:
		action.is_overdue = bool(action.due_date and action.due_date < today)
	parties = frappe.get_meta("Scheduled Action").get_field("party").options.split("\n")
	by_party = [(party, [action for action in actions if action.party == party]) for party in parties]
	return [(party, pending) for party, pending in by_party if pending]


# Pictures


def get_network(family, kept: frozenset[str]) -> list[frappe._dict]:
	"""Return the rows of the support network, with the cooperation that the user may see.

	That is `degree`, the same in words (`cooperation`), and the address of its `history`.
	"""
	degrees = get_current_degrees(family.name, kept)
	rows = []
	for row in family.support_network:
		texts = {
			name: as_written(row.get(name) or "")
			for name in ("kind", "institution", "contact", "phone", "child")
		}
		cooperation = degrees.get(key_of(row.institution))
		rows.append(
			frappe._dict(
				texts,
				degree=cooperation and cooperation.degree,
				cooperation=format_degree(cooperation) if cooperation else "",
				history=get_history_path(family.name, row.institution) if cooperation else "",
			)
		)
	return rows


def get_history_path(family: str, institution: str) -> str:
	"""Return the path of the list of all degrees of cooperation with this institution."""
	query = urlencode({"family": family, "institution": institution})
	return f"{urlsplit(get_url_to_list('Cooperation')).path}?{query}"


def draw_ecomap(family, network: list[frappe._dict]) -> Markup:
	"""Return the ecomap of the support network as SVG."""
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
	return Markup(ecomap(format_household(family), contacts, words))


def format_household(family) -> str:
	"""Return the representative's name and the number of members, for the middle of the ecomap."""
	members = len(family.members)
	people = _("people: {0}").format(members).replace(" ", "\u00a0") if members else ""
	return " ".join(filter(None, (as_written(family.representative or ""), people)))


def get_ratings(assessments: list[frappe._dict]) -> list[tuple[str, list[tuple[date, int | str]]]]:
	"""Return (label of the sphere, its ratings) of the submitted assessments, the oldest first; rated spheres alone."""
	return [(label, given) for label, given in get_all_ratings(assessments) if given]


def get_all_ratings(assessments: list[frappe._dict]) -> list[tuple[str, list[tuple[date, int | str]]]]:
	"""Return (label of the sphere, its ratings) of every sphere that the user may see."""
	meta, submitted = frappe.get_meta("Family Assessment"), [row for row in assessments if row.docstatus == 1]
	return [
		(
			_(meta.get_label(fieldname.removesuffix("_rating"))),
			[
				(row.assessment_date, as_rating(row[fieldname]))
				for row in reversed(submitted)
				if row[fieldname]
			],
		)
		for fieldname in get_rating_fields()
	]


def as_rating(value: str) -> int | str:
	"""Return a rating as a number where it is one; an office may rate in words."""
	return cint(value) if value.isdigit() else value


def get_scales() -> dict[str, tuple[int | str, ...]]:
	"""Return label of the sphere → its ratings from the worst to the best, as the office's list has them."""
	meta = frappe.get_meta("Family Assessment")
	return {
		_(meta.get_label(fieldname.removesuffix("_rating"))): tuple(
			map(as_rating, read_options(meta.get_options(fieldname)))
		)
		for fieldname in get_rating_fields()
	}


def get_contacts_by_week(visits: list[frappe._dict]) -> dict[date, int]:
	"""Return the first day of each week → number of contacts."""
	return contacts_by_week(get_days_of_contacts(visits))


def get_days_of_contacts(visits: list[frappe._dict]) -> list[date]:
	"""Return the day of each contact: attempts are none, and two workers in one home are one."""
	zone = get_zone()
	return [contact[0].span[0].astimezone(zone).date() for contact in join_contacts(visits)]


def draw_course(assessments: list[frappe._dict], visits: list[frappe._dict]) -> Markup:
	"""Return the picture of ratings and contacts over time as SVG."""
	ratings = get_ratings(assessments)
	words = CourseWords(
		_("Course of the Case"),
		describe_course(ratings, visits),
		_("Contacts per Week"),
		_("not rated"),
	)
	scales = get_scales()
	spheres = [Sphere(label, given, scales[label]) for label, given in ratings]
	return Markup(course(spheres, get_days_of_contacts(visits), getdate(), words))


def get_competences(visits: list[frappe._dict]) -> dict:
	"""Return the picture of the family's competences (`competences`, empty without any) and the same as lines."""
	courses = gather(get_marks({visit.name: visit.visit_date for visit in visits}))
	return {
		"competences": draw_competences(courses, getdate()) if courses else "",
		"competence_lines": [describe_competence(course) for course in courses],
	}


def describe_course(ratings: list[tuple], visits: list[frappe._dict]) -> str:
	"""Return the picture in words: the ratings of each sphere, and the number of contacts."""
	spheres = [
		f"{label}: {', '.join(f'{paper_date(day)} – {rating}' for day, rating in given)}"
		for label, given in ratings
		if given
	]
	contacts = _("Contacts: {0}, together {1} hours").format(*sum_up_contacts(visits))
	return ". ".join([*spheres, contacts])


def sum_up_contacts(visits: list[frappe._dict]) -> tuple[int, str]:
	"""Return the number of contacts, and the hours in which somebody was with the family or worked for it."""
	contacts = join_contacts(visits)
	minutes = sum(count_minutes(part.span for part in contact) for contact in contacts)
	return len(contacts), paper_hours(minutes)


def get_form_path(doctype: str, name: str) -> str:
	"""Return the path of the form, without a host: users may reach the site by several."""
	return urlsplit(get_url_to_form(doctype, name)).path


def paper_overview(family) -> frappe._dict:
	"""Return the values of the overview for a print format, in Polish for everybody; see `get_overview`."""
	with in_language("pl"):
		return get_overview(family)
