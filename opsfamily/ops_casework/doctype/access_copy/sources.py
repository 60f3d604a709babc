"""Readers of a family's documents for one person's access copy; the rules are in core/access_copy.py.

Every `read_…` yields the texts of one document; the registry names the reader of a DocType. Only a fact about the
person alone is `sure`: a date, a code, an own row. What somebody wrote about the family is not, however structured it
is: a goal or an agreed action may be another person's therapy.
"""

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

import frappe
from frappe import _

from opsfamily.case.household import make_person
from opsfamily.case.office_columns import get_added_fields
from opsfamily.core import access_copy as core
from opsfamily.core.access_copy import Person, Text, is_about_only, is_same_person, make_copy_for
from opsfamily.ops_paper.custom_fields import get_plain_value, group_by_section
from opsfamily.ops_paper.own_sheets import format_answer
from opsfamily.ops_paper.values import paper_date, paper_money, paper_time
from opsfamily.permissions.known import get_entries, get_order_field

# What the workers say of their own experience is not about the family.
CONSULTATION_TEXTS = ("topic", "child_in_bond", "family_readiness", "family_needs", "advice")
# Free text about the whole family: prepared unticked. Left out, so never prepared: notes of third parties, the
# sphere of violence and addiction (so no risk list), people of the support network.
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
# What an office adds there is of third parties, or of the sphere that is never prepared.
SECTIONS_LEFT_OUT = ("third_party_section", "violence_section")
DOCUMENTS_LEFT_OUT = ("Family Notification", "Case Conference", "Case Analysis")
MEMBER_DAYS = ("joined_on", "left_on", "disability_from", "disability_until")
ABSENCE_FIELDS = ("from_date", "until_date", "note")
MEMBER_FIELDS = ("education_and_work", "workplace_or_school")
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

	def get_text(self, fieldname: str, sure: bool = False, row=None) -> Text:
		"""Return a field of the document or row under its label. sure: it is about this person alone."""
		source = row or self.doc
		return Text(_(source.meta.get_label(fieldname)), _get_value(source, fieldname), sure)


def get_prepared_entries(family: str, person: Person, others: list[Person]) -> Prepared:
	"""Return the entries of every document of the family that the session's user may read.

	others: everybody else in the household, whose health is left out.
	"""
	rows, health, card = [], 0, 0
	for doc, read in get_documents(family):
		reader = Reader(doc, person, others)
		copy = make_copy_for(person, others, read_with_added(reader, read), _("[another person]"))
		rows += [_make_entry(doc, text) for text in copy.texts]
		health, card = health + copy.left_out_health, card + copy.left_out_card
	return Prepared(rows, health, card)


def read_with_added(reader: Reader, read: Callable) -> list[Text]:
	"""Return the texts of a document, and what stands in the fields that the office added to it, never sure.

	Nothing of a document that says nothing of the person.
	"""
	texts, doc = list(read(reader)), reader.doc
	if not texts or doc.doctype in DOCUMENTS_LEFT_OUT:
		return texts
	by_section = group_by_section(doc.meta)
	left_out = {df.fieldname for section in SECTIONS_LEFT_OUT for df in by_section.get(section, ())}
	return [*texts, *get_added_texts(doc, left_out)]


def get_added_texts(doc, left_out: Collection[str] = ()) -> Iterator[Text]:
	"""Yield the fields that the office added to a document or row, but for those that are left out."""
	for df in get_added_fields(doc.doctype):
		if df.fieldname not in left_out and doc.get(df.fieldname):
			yield Text(_(df.label), get_plain_value(doc, df))


def get_documents(family: str) -> Iterator[tuple]:
	"""Yield (document, its reader) for the family's documents, at the user's permission levels.

	Cancelled documents were mistakes and are left out.
	"""
	for doctype, entry in get_entries().items():
		if not entry.access_copy_reader:
			continue
		order = get_order_field(doctype)
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
	"""Yield the basis and consents; address and phone for the representative only."""
	doc = reader.doc
	if is_same_person(Person(doc.representative), reader.person):
		yield from (reader.get_text(fieldname, True) for fieldname in ("address", "phone"))
	yield reader.get_text("legal_basis", True)._replace(text=_(doc.legal_basis or ""))
	for fieldname in ("work_consent_date", "data_consent_date"):
		yield reader.get_text(fieldname, True)
	yield from read_household(reader, doc.members)
	for row in doc.absences:
		if is_same_person(Person((row.who or "").strip()), reader.person):
			yield from (reader.get_text(fieldname, True, row) for fieldname in ABSENCE_FIELDS)
			yield reader.get_text("kind", True, row)._replace(text=_(row.get("kind") or ""))
	for row in doc.missing_consents:
		if is_same_person(Person((row.person or "").strip()), reader.person):
			yield reader.get_text("reason", True, row)._replace(text=_(row.get("reason") or ""))
			yield from (
				reader.get_text(fieldname, fieldname == "noted_on", row)
				for fieldname in ("noted_on", "remark")
			)


def read_notification(reader: Reader) -> Iterator[Text]:
	"""Yield the office's own analysis; never who reported the family, nor what they said."""
	yield reader.get_text("received_on", True)
	yield reader.get_text("interview_date", True)
	yield reader.get_text("analysis")


def read_request(reader: Reader) -> Iterator[Text]:
	"""Yield the request for an assistant and its reasons."""
	yield reader.get_text("request_date", True)
	yield reader.get_text("basis", True)._replace(text=_(reader.doc.basis or ""))
	for fieldname in ("reason", "refusal_reason"):
		yield reader.get_text(fieldname)
	yield get_causes(reader)


def get_causes(reader: Reader) -> Text:
	"""Return the causes of the family's difficulties; never those about violence, addiction and illness."""
	causes = "\n".join(row.cause for row in reader.doc.causes)
	return Text(_("Causes of the Difficulties"), causes)


def read_household(reader: Reader, rows: list) -> Iterator[Text]:
	"""Yield the person's own row, nothing of anybody else's."""
	for row in rows:
		member = make_person(row.full_name, row.birth_date, row.get("health"), row.former_names)
		if is_same_person(member, reader.person):
			yield reader.get_text("full_name", True, row)
			yield reader.get_text("birth_date", True, row)
			yield reader.get_text("kinship", True, row)._replace(own_kinship=True)
			yield from (reader.get_text(fieldname, True, row) for fieldname in (*MEMBER_FIELDS, *MEMBER_DAYS))
			yield Text(_(row.meta.get_label("health")), member.health, True, own_health=True)
			yield from get_added_texts(row)


def read_assessment(reader: Reader) -> Iterator[Text]:
	"""Yield the person's row and income, and the free texts about the family."""
	yield from read_household(reader, reader.doc.household)
	for row in reader.doc.incomes:
		if is_about_only(reader.person, row.recipient, reader.others):
			yield Text(_("Incomes"), f"{row.source or ''}: {paper_money(row.amount)}", True)
	yield from (reader.get_text(fieldname) for fieldname in ASSESSMENT_TEXTS)
	yield get_causes(reader)


def read_sheet(reader: Reader) -> Iterator[Text]:
	"""Yield the answers about the person or the whole family that the template lets into a copy; no sensitive ones."""
	for row in reader.doc.answers:
		is_about_another = row.person and not is_same_person(Person(row.person), reader.person)
		if row.in_access_copy and not row.is_sensitive and not is_about_another:
			yield Text(row.question_text or "", format_answer(row.kind, row.choices, row.answer or ""))


def read_history(reader: Reader) -> Iterator[Text]:
	"""Yield what the family told of itself, to be reviewed: nothing of it is sure to be about this person alone.

	Of relatives outside the household the illnesses are prepared, unticked; of the others in the household they are not.
	"""
	for row in reader.doc.events:
		when = f"{row.month:02d}.{row.year}" if row.month else str(row.year)
		lines = (f"{when}: {row.kind}", row.who, row.description)
		yield Text(_("Events by Year"), "\n".join(filter(None, lines)))
	for fieldname in ("work_place", "resources", "patterns"):
		yield reader.get_text(fieldname)
	for row in reader.doc.relatives:
		is_own = is_same_person(Person(row.full_name), reader.person)
		if is_own:
			yield reader.get_text("born", True, row)
		if row.get("illness") and (is_own or not row.in_household):
			yield Text(_(row.meta.get_label("illness")), f"{row.full_name}: {row.illness}")
	for row in reader.doc.material_help:
		lines = (row.kind, paper_date(row.from_date), paper_date(row.until_date), row.body, row.remark)
		yield Text(_("Material Help"), "\n".join(filter(None, lines)))


def read_child_card(reader: Reader) -> Iterator[Text]:
	"""Yield the days agreed about the child, and who decides for it; its health appointments as its own health.

	Nothing for other people of the family.
	"""
	if not is_named(reader, "child"):
		return
	for row in reader.doc.authority:
		lines = (row.person, row.state, paper_date(row.since), row.decision, row.scope)
		yield Text(_("Parental Authority"), "\n".join(filter(None, lines)))
	for row in reader.doc.dates:
		yield Text(_("Dates"), ", ".join(filter(None, (paper_date(row.due_on), row.what, row.with_whom))))
	for row in reader.doc.get("health_dates") or []:
		yield Text(_("Health Appointments"), f"{paper_date(row.due_on)}, {row.what}", own_health=True)


def read_plan(reader: Reader) -> Iterator[Text]:
	"""Yield the goals of the work plan, and its SWOT."""
	yield reader.get_text("main_goal")
	for table in ("long_term_goals", "short_term_goals"):
		goals = "\n".join(row.goal or "" for row in reader.doc.get(table))
		yield Text(_(reader.doc.meta.get_label(table)), goals)
	yield from (reader.get_text(fieldname) for fieldname in SWOT)


def read_action(reader: Reader) -> Iterator[Text]:
	"""Yield an agreed action with its outcome."""
	doc = reader.doc
	lines = (
		doc.action,
		_("Due Date: {0}").format(paper_date(doc.due_date)),
		doc.expected_effect,
		_(doc.outcome),
	)
	yield Text(_(doc.party), "\n".join(filter(None, lines)))
	yield reader.get_text("remark")


def read_evaluation(reader: Reader) -> Iterator[Text]:
	"""Yield the perspectives in the evaluation of the work plan."""
	yield from (
		reader.get_text(fieldname)
		for fieldname in (
			"family_perspective",
			"description",
			"assistant_perspective",
			"social_worker_perspective",
		)
	)


def read_visit(reader: Reader) -> Iterator[Text]:
	"""Yield a contact, if the person took part."""
	doc, names = reader.doc, [row.full_name for row in reader.doc.participants]
	if not any(is_same_person(Person(name or ""), reader.person) for name in names):
		return
	facts = (
		f"{paper_time(doc.from_time)}–{paper_time(doc.to_time)}",
		doc.kind,
		doc.place,
		_("Participants: {0}").format(", ".join(get_shown_participants(reader, names))),
		_("Family Assistant: {0}").format(doc.assistant_name or ""),
	)
	yield Text(_("Contact"), "\n".join(filter(None, facts)), True)
	yield from (reader.get_text(fieldname) for fieldname in ("actions", "course", "next_meeting_tasks"))
	for row in doc.competences:
		yield Text(_("Competences"), f"{row.area}: {_(row.level)}")


def read_planned_visit(reader: Reader) -> Iterator[Text]:
	"""Yield what a visit was planned for, and why it was called off."""
	yield from (reader.get_text(fieldname) for fieldname in ("purpose", "called_off_reason"))


def read_closing(reader: Reader) -> Iterator[Text]:
	"""Yield why the case was closed or reopened."""
	yield reader.get_text("reason", True)
	yield from (reader.get_text(fieldname) for fieldname in ("summary", "moved_to", "reopening_reason"))


def read_monitoring(reader: Reader) -> Iterator[Text]:
	"""Yield the finding of a contact in monitoring."""
	yield reader.get_text("finding")


def read_opinion(reader: Reader) -> Iterator[Text]:
	"""Yield the texts of an opinion for a court."""
	yield from (reader.get_text(fieldname) for fieldname in ("facts", "opinion"))


def read_court_letter(reader: Reader) -> Iterator[Text]:
	"""Yield the texts of a letter to the court about the family's cooperation."""
	yield from (reader.get_text(fieldname) for fieldname in ("facts", "proposal"))


def read_conference(reader: Reader) -> Iterator[Text]:
	"""Yield the day and the findings of a conference that was held; decisions are read as Scheduled Actions.

	Never who else was there, nor the findings on health, addiction and violence.
	"""
	if reader.doc.docstatus.is_submitted():
		yield reader.get_text("conference_date", True)
		yield reader.get_text("findings")


def read_consultation(reader: Reader) -> Iterator[Text]:
	"""Yield what a consultant has advised the workers about this family."""
	yield from (reader.get_text(fieldname) for fieldname in CONSULTATION_TEXTS)


def read_consultation_request(reader: Reader) -> Iterator[Text]:
	"""Yield what a worker asked an adviser about this family, and the answer."""
	yield from (reader.get_text(fieldname) for fieldname in ("topic", "question", "answer"))


def read_analysis(reader: Reader) -> Iterator[Text]:
	"""Yield the findings of the office's own workers, not those of people from outside."""
	yield reader.get_text("analysis_date", True)
	for row in reader.doc.findings:
		if row.user:
			yield reader.get_text("finding", row=row)
	for fieldname in ("conclusions", "manager_reason"):
		yield reader.get_text(fieldname)


def read_delegated_task(reader: Reader) -> Iterator[Text]:
	"""Yield a specialist's task and its result."""
	for fieldname in ("task", "result"):
		yield reader.get_text(fieldname)


def read_outside_answer(reader: Reader) -> Iterator[Text]:
	"""Yield what a specialist outside was told of the person, and the answer; not who answered."""
	for fieldname in ("shown_text", "answer"):
		yield reader.get_text(fieldname)


def get_shown_participants(reader: Reader, names: list[str]) -> list[str]:
	"""Return the participants: the person by name, everybody else as „another person”."""
	is_person = [is_same_person(Person(name or ""), reader.person) for name in names]
	return [
		reader.person.full_name if is_own else _("[another person]")
		for is_own in sorted(is_person, reverse=True)
	]


def read_consent(reader: Reader) -> Iterator[Text]:
	"""Yield what the person has consented to and withdrawn."""
	if is_named(reader, "person"):
		for fieldname in ("kind", "text", "given_on", "withdrawn_on", "remark"):
			yield reader.get_text(fieldname, fieldname != "remark")


def read_letter(reader: Reader) -> Iterator[Text]:
	"""Yield what the office has sent to the person: when, how, and with which number."""
	if reader.doc.docstatus.is_submitted() and is_named(reader, "recipient"):
		for fieldname in ("letter_kind", "case_mark", "sent_on", "received_on", "receipt_number", "remark"):
			yield reader.get_text(fieldname, fieldname != "remark")


def read_catalogue(reader: Reader) -> Iterator[Text]:
	"""Yield the person's own application; its needs and steps may be about the child, so they are not sure."""
	doc = reader.doc
	if not is_named(reader, "person"):
		return
	yield from (reader.get_text(fieldname, True) for fieldname in ("application_received_on", "handed_on"))
	for row in doc.needs:
		lines = (row.need, row.support_form, row.body, row.step_agreed, _(row.status or ""))
		yield Text(_("Needs and Support"), "\n".join(filter(None, lines)))
	for row in doc.steps:
		lines = (paper_date(row.step_date), row.body, row.step, row.result)
		yield Text(_("Steps before Bodies"), "\n".join(filter(None, lines)))


def read_authorisation(reader: Reader) -> Iterator[Text]:
	"""Yield what the person has signed, once it is submitted."""
	if is_named(reader, "person") and reader.doc.docstatus.is_submitted():
		for fieldname in (
			"person_address",
			"birth_date",
			"document_number",
			"body",
			"scope",
			"from_date",
			"until_date",
			"withdrawn_on",
		):
			yield reader.get_text(fieldname, True)


def read_placement(reader: Reader) -> Iterator[Text]:
	"""Yield the child's own stay in care; the carer and the reason are about others as well, so left out."""
	if is_named(reader, "child"):
		for fieldname in ("kind", "since", "until_date", "court_decision"):
			yield reader.get_text(fieldname, True)
		yield from (
			reader.get_text(fieldname) for fieldname in ("plan_goal", "reunification_goal", "end_note")
		)


def read_screening(reader: Reader) -> Iterator[Text]:
	"""Yield the child's own screening; its result is the child's health."""
	if not is_named(reader, "child"):
		return
	for fieldname in ("tool", "screened_on", "age", "corrected_age", "next_due"):
		yield reader.get_text(fieldname, True)
	yield reader.get_text("result", True)._replace(text=_(reader.doc.result or ""), own_health=True)
	yield reader.get_text("score", True)._replace(own_health=True)
	yield reader.get_text("follow_up")._replace(own_health=True)


def read_specialist_help(reader: Reader) -> Iterator[Text]:
	"""Yield the help that the person got; never who else did, and the words about it only as the person's health."""
	names = (Person(row.full_name or "") for row in reader.doc.persons)
	if not any(is_same_person(name, reader.person) for name in names):
		return
	for fieldname in ("kind", "help_date", "minutes", "institution", "follow_up_on"):
		yield reader.get_text(fieldname, True)
	yield reader.get_text("note")._replace(own_health=True)


def read_supporting_family(reader: Reader) -> Iterator[Text]:
	"""Yield the agreement's days and what was agreed for the family; never who supports, nor the opinion on them."""
	if reader.doc.docstatus.is_submitted():
		for fieldname in ("from_date", "until_date", "ended_on"):
			yield reader.get_text(fieldname, True)
		yield reader.get_text("tasks")


def read_participation(reader: Reader) -> Iterator[Text]:
	"""Yield the person's own part in a group and the days on which they came; a leader's remark is not sure."""
	if not is_named(reader, "person"):
		return
	for fieldname in ("support_group", "from_date", "until_date"):
		yield reader.get_text(fieldname, True)
	for row in reader.doc.presences:
		presence = f"{paper_date(row.meeting_date)}: {_(row.presence or '')}"
		yield reader.get_text("presence", True, row)._replace(text=presence)
		yield reader.get_text("remark", False, row)


def read_weekly_appointment(reader: Reader) -> Iterator[Text]:
	"""Yield the person's own appointments of every week; those of the whole family are not sure to be about one person."""
	if reader.doc.person and not is_named(reader, "person"):
		return
	own = bool(reader.doc.person)
	yield reader.get_text("weekday", own)._replace(text=_(reader.doc.weekday or ""))
	yield from (reader.get_text(fieldname, own) for fieldname in ("what", "institution", "place"))
	yield from (reader.get_text(fieldname, own) for fieldname in ("from_date", "until_date"))


def read_centre_enrolment(reader: Reader) -> Iterator[Text]:
	"""Yield the child's own time in a day centre."""
	if is_named(reader, "child"):
		for fieldname in ("centre", "children_group", "from_date", "until_date", "rules_signed_on"):
			yield reader.get_text(fieldname, True)


def read_centre_note(reader: Reader) -> Iterator[Text]:
	"""Yield the notes on the child; never a sign of alarm, which is mostly about somebody else."""
	if is_named(reader, "child"):
		yield reader.get_text("day", True)
		yield reader.get_text("presence", True)._replace(text=_(reader.doc.presence or ""))
		yield from (reader.get_text(fieldname) for fieldname in ("mood", "behaviour", "learning"))


def describe_doubts(doubts: tuple[core.Doubt, ...]) -> str:
	"""Return in words why a text is not ticked; empty for one that is."""
	sentences = {
		core.ABOUT_FAMILY: _("It is written about the family, so it may speak of another person."),
		core.NAMES_SOMEBODY: _("It names another person; the name is hidden."),
		core.SPEAKS_OF_RELATIVE: _("It speaks of somebody near: {0}."),
		core.SPEAKS_OF_ILLNESS: _("It speaks of illness, addiction, violence or a conviction: {0}."),
	}
	return " ".join(sentences[doubt.reason].format(", ".join(doubt.words)) for doubt in doubts)


def is_named(reader: Reader, fieldname: str) -> bool:
	"""Return whether the field names the person whose copy it is."""
	return is_same_person(Person(reader.doc.get(fieldname) or ""), reader.person)


def _get_value(doc, fieldname: str) -> str:
	value = doc.get(fieldname)
	return paper_date(value) if doc.meta.get_field(fieldname).fieldtype == "Date" else str(value or "")


def _make_entry(doc, text: Text) -> dict:
	order = doc.meta.get_field(get_order_field(doc.doctype))
	is_dated = order and order.fieldtype == "Date"
	return {
		"include": int(text.ticked),
		"doubt": describe_doubts(text.doubts),
		"heading": text.heading,
		"text": text.text,
		"entry_date": doc.get(order.fieldname) if is_dated else None,
		"source_doctype": doc.doctype,
		"source_name": doc.name,
	}
