"""What the documents of a family hold for one person's access copy; the rules are in core/access_copy.py."""

from collections.abc import Iterator
from typing import NamedTuple

import frappe
from frappe import _

from opsfamily.case.household import to_person
from opsfamily.core.access_copy import Person, Text, is_about_only, is_same_person, make_copy_for
from opsfamily.ops_paper.values import paper_date, paper_money, paper_time
from opsfamily.permissions.known import get_entries

# About the whole family, told in free words: prepared unticked. Not here, so never prepared: what third
# parties said, the sphere of violence and addiction (so no risk list), people of the support network.
ASSESSMENT_TEXTS = (
	"housing_tenure",
	"housing_order",
	"sleep_study_rest",
	"debts",
	"parenting",
	"education",
	"conflicts",
	"structure_and_roles",
	"bonds",
	"other_observations",
)
MEMBER_FIELDS = ("kinship", "education_and_work", "workplace_or_school")
SWOT = ("strengths", "weaknesses", "opportunities", "threats")


class Prepared(NamedTuple):
	"""Rows for the copy, and how many texts were left out for each reason."""

	entries: list[dict]
	left_out_health: int
	left_out_card: int


class Reader(NamedTuple):
	"""One document, read for one person."""

	doc: frappe.model.document.Document
	person: Person
	others: list[Person]

	def text(self, fieldname: str, sure: bool = False, row=None) -> Text:
		"""A field of the document (or of a row) under its label."""
		source = row or self.doc
		return Text(_(source.meta.get_label(fieldname)), _of(source, fieldname), sure)


def get_prepared_entries(family: str, person: Person, others: list[Person]) -> Prepared:
	"""The entries of every document of the family that the session's user may read, oldest first."""
	rows, health, card = [], 0, 0
	for doc, read in get_documents(family):
		reader = Reader(doc, person, others)
		copy = make_copy_for(person, others, read(reader), _("[another person]"))
		rows += [_entry(doc, text) for text in copy.texts]
		health, card = health + copy.left_out_health, card + copy.left_out_card
	return Prepared(rows, health, card)


def get_documents(family: str) -> Iterator[tuple]:
	"""Yield the family's documents, at the reader's permission levels, each with what reads it (its entry in the
	registry). Cancelled ones were mistakes."""
	for doctype, entry in get_entries().items():
		if not entry.access_copy_reader:
			continue
		order = frappe.get_meta(doctype).sort_field
		names = frappe.get_list(
			doctype,
			filters={entry.family: family, "docstatus": ["<", 2]},
			pluck="name",
			order_by=f"{order}, name",
			limit_page_length=0,
		)
		for name in names:
			doc = frappe.get_doc(doctype, name)
			doc.apply_fieldlevel_read_permissions()
			yield doc, frappe.get_attr(entry.access_copy_reader)


def read_family(reader: Reader) -> Iterator[Text]:
	doc = reader.doc
	if is_same_person(Person(doc.representative), reader.person):
		yield from (reader.text(fieldname, True) for fieldname in ("address", "phone"))
	yield reader.text("legal_basis", True)._replace(text=_(doc.legal_basis or ""))
	for fieldname in ("work_consent_date", "data_consent_date"):
		yield reader.text(fieldname, True)
	yield from read_household(reader, doc.members)


def read_notification(reader: Reader) -> Iterator[Text]:
	"""What the office found itself; never who reported, nor what they said."""
	yield reader.text("received_on", True)
	yield reader.text("interview_date", True)
	yield reader.text("analysis")


def read_request(reader: Reader) -> Iterator[Text]:
	yield reader.text("request_date", True)
	yield reader.text("basis", True)._replace(text=_(reader.doc.basis or ""))
	for fieldname in ("reason", "refusal_reason"):
		yield reader.text(fieldname)


def read_household(reader: Reader, rows: list) -> Iterator[Text]:
	"""The person's own row; nothing of anybody else's."""
	for row in rows:
		member = to_person(row.full_name, row.birth_date, row.get("health"))
		if is_same_person(member, reader.person):
			yield reader.text("full_name", True, row)
			yield reader.text("birth_date", True, row)
			yield from (reader.text(fieldname, True, row) for fieldname in MEMBER_FIELDS)
			yield Text(_(row.meta.get_label("health")), member.health, True, own_health=True)


def read_assessment(reader: Reader) -> Iterator[Text]:
	yield from read_household(reader, reader.doc.household)
	for row in reader.doc.incomes:
		if is_about_only(reader.person, row.recipient, reader.others):
			yield Text(_("Incomes"), f"{row.source or ''}: {paper_money(row.amount)}", True)
	yield from (reader.text(fieldname) for fieldname in ASSESSMENT_TEXTS)


def read_plan(reader: Reader) -> Iterator[Text]:
	yield reader.text("main_goal", True)
	for table in ("long_term_goals", "short_term_goals"):
		goals = "\n".join(row.goal or "" for row in reader.doc.get(table))
		yield Text(_(reader.doc.meta.get_label(table)), goals, True)
	yield from (reader.text(fieldname) for fieldname in SWOT)


def read_action(reader: Reader) -> Iterator[Text]:
	doc = reader.doc
	lines = (
		doc.action,
		_("Due Date: {0}").format(paper_date(doc.due_date)),
		doc.expected_effect,
		_(doc.outcome),
	)
	yield Text(_(doc.party), "\n".join(filter(None, lines)), True)
	yield reader.text("remark")


def read_evaluation(reader: Reader) -> Iterator[Text]:
	yield reader.text("family_perspective", True)
	yield from (
		reader.text(fieldname)
		for fieldname in ("description", "assistant_perspective", "social_worker_perspective")
	)


def read_visit(reader: Reader) -> Iterator[Text]:
	"""A contact in which the person took part."""
	doc, names = reader.doc, [row.full_name for row in reader.doc.participants]
	if not any(is_same_person(Person(name or ""), reader.person) for name in names):
		return
	facts = (
		f"{paper_time(doc.from_time)}–{paper_time(doc.to_time)}",
		doc.kind,
		doc.place,
		_("Participants: {0}").format(", ".join(shown_participants(reader, names))),
		_("Family Assistant: {0}").format(doc.assistant_name or ""),
	)
	yield Text(_("Contact"), "\n".join(filter(None, facts)), True)
	yield from (reader.text(fieldname) for fieldname in ("actions", "course", "next_meeting_tasks"))


def read_closing(reader: Reader) -> Iterator[Text]:
	yield reader.text("reason", True)
	yield from (reader.text(fieldname) for fieldname in ("summary", "moved_to", "reopening_reason"))


def read_monitoring(reader: Reader) -> Iterator[Text]:
	yield reader.text("finding")


def read_opinion(reader: Reader) -> Iterator[Text]:
	yield from (reader.text(fieldname) for fieldname in ("facts", "opinion"))


def read_conference(reader: Reader) -> Iterator[Text]:
	"""That it was held and what was established; decisions live on as Scheduled Actions. Never who else was
	there, nor what was found on health, addiction and violence."""
	if reader.doc.docstatus.is_submitted():
		yield reader.text("conference_date", True)
		yield reader.text("findings")


def read_consultation(reader: Reader) -> Iterator[Text]:
	"""What a consultant advised the workers about this family; what is about none stands without names."""
	yield from (reader.text(fieldname) for fieldname in ("topic", "advice"))


def read_analysis(reader: Reader) -> Iterator[Text]:
	"""What the section's own people found; what somebody from outside said is theirs to tell."""
	yield reader.text("analysis_date", True)
	for row in reader.doc.findings:
		if row.user:
			yield reader.text("finding", row=row)
	for fieldname in ("conclusions", "manager_reason"):
		yield reader.text(fieldname)


def read_delegated_task(reader: Reader) -> Iterator[Text]:
	for fieldname in ("task", "result"):
		yield reader.text(fieldname)


def shown_participants(reader: Reader, names: list[str]) -> list[str]:
	"""The person by name; everybody else, also a guest who is no member, without one."""
	own = [is_same_person(Person(name or ""), reader.person) for name in names]
	return [
		reader.person.full_name if is_own else _("[another person]") for is_own in sorted(own, reverse=True)
	]


def read_consent(reader: Reader) -> Iterator[Text]:
	"""What the person agreed to and took back."""
	if is_named(reader, "person"):
		for fieldname in ("kind", "text", "given_on", "withdrawn_on", "remark"):
			yield reader.text(fieldname, fieldname != "remark")


def read_catalogue(reader: Reader) -> Iterator[Text]:
	"""The person's own application; the catalogue is agreed with them, but may speak of the child."""
	doc = reader.doc
	if not is_named(reader, "person"):
		return
	yield from (reader.text(fieldname, True) for fieldname in ("application_received_on", "handed_on"))
	for row in doc.needs:
		lines = (row.need, row.support_form, row.body, row.step_agreed, _(row.status or ""))
		yield Text(_("Needs and Support"), "\n".join(filter(None, lines)))
	for row in doc.steps:
		lines = (paper_date(row.step_date), row.body, row.step, row.result)
		yield Text(_("Steps before Bodies"), "\n".join(filter(None, lines)))


def read_authorisation(reader: Reader) -> Iterator[Text]:
	"""What the person signed, once it is signed."""
	if is_named(reader, "person") and reader.doc.docstatus.is_submitted():
		for fieldname in ("body", "scope", "from_date", "until_date", "withdrawn_on"):
			yield reader.text(fieldname, True)


def read_placement(reader: Reader) -> Iterator[Text]:
	"""The child's own stay in care; with whom and why is told about others as well."""
	if is_named(reader, "child"):
		for fieldname in ("kind", "since", "until_date", "court_decision"):
			yield reader.text(fieldname, True)
		yield from (reader.text(fieldname) for fieldname in ("plan_goal", "reunification_goal", "end_note"))


def read_screening(reader: Reader) -> Iterator[Text]:
	"""The child's own screening; its result is the child's health."""
	if not is_named(reader, "child"):
		return
	for fieldname in ("tool", "screened_on", "age", "corrected_age", "next_due"):
		yield reader.text(fieldname, True)
	yield reader.text("result", True)._replace(text=_(reader.doc.result or ""), own_health=True)
	yield reader.text("score", True)._replace(own_health=True)
	yield reader.text("follow_up")._replace(own_health=True)


def read_centre_enrolment(reader: Reader) -> Iterator[Text]:
	"""The child's own time in a day centre."""
	if is_named(reader, "child"):
		for fieldname in ("centre", "from_date", "until_date"):
			yield reader.text(fieldname, True)


def read_centre_note(reader: Reader) -> Iterator[Text]:
	"""What was seen of the child; never a sign of alarm, which mostly speaks of somebody else."""
	if is_named(reader, "child"):
		yield reader.text("day", True)
		yield reader.text("presence", True)._replace(text=_(reader.doc.presence or ""))
		yield from (reader.text(fieldname) for fieldname in ("mood", "behaviour", "learning"))


def is_named(reader: Reader, fieldname: str) -> bool:
	return is_same_person(Person(reader.doc.get(fieldname) or ""), reader.person)


def _of(doc, fieldname: str) -> str:
	value = doc.get(fieldname)
	return paper_date(value) if doc.meta.get_field(fieldname).fieldtype == "Date" else str(value or "")


def _entry(doc, text: Text) -> dict:
	order = doc.meta.get_field(doc.meta.sort_field)
	is_dated = order and order.fieldtype == "Date"
	return {
		"include": int(text.sure),
		"heading": text.heading,
		"text": text.text,
		"entry_date": doc.get(order.fieldname) if is_dated else None,
		"source_doctype": doc.doctype,
		"source_name": doc.name,
	}
