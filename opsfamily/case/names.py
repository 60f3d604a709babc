"""A corrected or married name of a worker or of a member of a family.

It reaches what is not agreed yet: drafts, open cards and their visits, assignments that run, scheduled actions, screens.
What was submitted, sent, signed or has ended keeps the name of its day; where both meet, the new one is shown with
„dawniej: …”. Former names of a family are kept on its page, so that papers under the old name stay the same person's.

No permission is asked here: the document that brings the new name was saved by somebody who may change it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.household import get_everybody
from opsfamily.case.people import show_current_people
from opsfamily.core import former_names as core
from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.core.former_names import is_same_name
from opsfamily.core.meanings import FROZEN, SENT
from opsfamily.permissions.known import get_children, get_entries

VISIT, CARD = "Family Visit", "Assistant Timesheet"
MEMBER, PARTICIPANT = "Family Member", "Visit Participant"
# DocType → its field with the name of a member of the family.
PERSON_FIELDS = {
	"Access Copy": "person",
	"Authorisation": "person",
	"Child Card": "child",
	"Consent": "person",
	"Day Centre Enrolment": "child",
	"Day Centre Note": "child",
	"Foster Placement": "child",
	"Group Participation": "person",
	"Same Person": "person",
	"Screening": "child",
	"Support Catalogue": "person",
	"Weekly Appointment": "person",
}
# (DocType, its child DocType, the child's field with the name of a member of the family).
PERSON_ROWS = (
	("Family Assessment", MEMBER, "full_name"),
	("Family Assessment", "Family Income", "recipient"),
	("Family Sheet", "Sheet Answer", "person"),
	(VISIT, PARTICIPANT, "full_name"),
	("Case Conference", "Conference Person", "full_name"),
	*(
		("Family History", "Family Relative", fieldname)
		for fieldname in ("full_name", "first_parent", "second_parent", "partner")
	),
	("Child Card", "Parental Authority", "person"),
	("Specialist Help", PARTICIPANT, "full_name"),
	("Intervention", PARTICIPANT, "full_name"),
)
# What was signed by the person is agreed from the beginning.
SIGNED = frozenset({"Consent"})
# These are agreed once they have ended.
WITH_PERIOD = frozenset(
	{
		"Case Assignment",
		"Day Centre Enrolment",
		"Employment",
		"Foster Placement",
		"Group Participation",
		"Weekly Appointment",
		"Work Absence",
		"Worker Vehicle",
	}
)


def show_with_former(name: str | None, former: Iterable[str], language: str | None = None) -> str:
	"""Return „Maria Nowa (dawniej: Maria Stara)”; the name alone where there is no other one."""
	others = [other for other in former if other and not is_same_name(other, name)]
	if not (name and others):
		return name or ""
	return _("{0} (formerly: {1})", language).format(name, ", ".join(dict.fromkeys(others)))


# Workers


def carry_user_name(doc, _event: str | None = None) -> None:
	"""Give a worker's changed full name to what is not agreed yet (`on_update` of User)."""
	before = doc.get_doc_before_save()
	if before and before.full_name and doc.full_name and before.full_name != doc.full_name:
		carry_name_of(doc.name, before.full_name, doc.full_name)


def carry_name_of(user: str, former: str, now: str) -> None:
	"""Replace a worker's former name in copies that are not agreed."""
	for doctype, fieldname, link in get_copies_of_user_names():
		carry = _carry_in_rows if frappe.get_meta(doctype).istable else _carry
		carry(doctype, fieldname, former, now, **{link: user})
	# get_all: the new name is everybody's to see.
	assignments = frappe.get_all("Case Assignment", {"user": user}, ["name", "family"], order_by="name")
	_carry_in_rows(
		"Closing Person", "full_name", former, now, case_assignment=[row.name for row in assignments]
	)
	for family in {row.family for row in assignments}:
		_carry("Foster Placement", "foster_coordinator", former, now, family=family)
		show_current_people(family)


def keep_agreed_names(doc, before) -> None:
	"""Restore the workers' names of a paper that was sent: every save fetches those of today."""
	for df in doc.meta.fields:
		link, _dot, source = (df.fetch_from or "").partition(".")
		if source == "full_name" and doc.get(link) == before.get(link):
			doc.set(df.fieldname, before.get(df.fieldname))


def get_copies_of_user_names() -> list[tuple[str, str, str]]:
	"""Return (DocType, field, its link to the user) of every copy of a full name in our DocTypes, from their meta."""
	doctypes = [*get_entries(), *get_children(), "Day Centre Worker"]
	copies = []
	for doctype in doctypes:
		meta = frappe.get_meta(doctype)
		for df in meta.fields:
			link, _dot, source = (df.fetch_from or "").partition(".")
			linked = meta.get_field(link)
			if source == "full_name" and linked and linked.options == "User":
				copies.append((doctype, df.fieldname, link))
	return copies


def find_outdated_names(typed: bool = False) -> list[tuple[str, str, str, str]]:
	"""Return (DocType, name, field, name of today) of copies that are not agreed and differ from their source.

	typed: those of fields that may be typed as well, instead of those that only the server writes.
	"""
	sources = [(*copy, "User", "full_name") for copy in get_copies_of_user_names()]
	for doctype, entry in get_entries().items():
		if entry.family not in (None, "name") and frappe.get_meta(doctype).has_field("representative"):
			sources.append((doctype, "representative", entry.family, "Family", "representative"))
	return [
		(source[0], name, source[1], now)
		for source in sources
		if bool(frappe.get_meta(source[0]).get_field(source[1]).read_only) != typed
		for name, now in _find_outdated(*source)
	]


def _find_outdated(doctype: str, fieldname: str, link: str, of: str, full_name: str) -> list[tuple[str, str]]:
	table, source = frappe.qb.DocType(doctype), frappe.qb.DocType(of)
	query = frappe.qb.from_(table).join(source).on(table[link] == source.name)
	query = query.select(table.name, source[full_name]).where(source[full_name].isnotnull())
	found = dict(query.where((table[fieldname] != "") & (table[fieldname] != source[full_name])).run())
	open_ones = _keep_open_rows(doctype, list(found)) if found else []
	return [(name, found[name]) for name in open_ones]


def _keep_open_rows(doctype: str, names: list[str]) -> list[str]:
	"""Return those of the documents, or of the rows by their documents, that are not agreed."""
	if not frappe.get_meta(doctype).istable:
		return get_open_names(doctype, name=names)
	return _get_rows_of_open_documents(doctype, name=names)


def get_shown_name(user: str, stored: Iterable[str | None], language: str | None = None) -> str:
	"""Return a worker's name for a list in which old and new papers meet. stored: the names on the papers."""
	return get_shown_names({user: stored}, language)[user]


def get_shown_names(stored: dict[str, Iterable[str | None]], language: str | None = None) -> dict[str, str]:
	"""Return user → `get_shown_name`; one query for all of them. stored: user → the names on the papers."""
	user = frappe.qb.DocType("User")
	query = frappe.qb.from_(user).select(user.name, user.full_name).where(user.name.isin([*stored, ""]))
	now, shown = dict(query.run()), {}
	for name, on_papers in stored.items():
		names = [each for each in on_papers if each]
		shown[name] = show_with_former(now.get(name) or (names[-1] if names else name), names, language)
	return shown


# Families


def note_former_names(family) -> None:
	"""Keep the former names of the representative and the members; only the server writes them.

	A new name of the representative is also that of the member with the same name, and the other way round.
	"""
	before = family.get_doc_before_save()
	stored = {row.name: row for row in before.members} if before else {}
	if before:
		_keep_representative_in_step(family, before, stored)
	for row in family.members:
		_note(row, stored.get(row.name), "full_name", "birth_date")
	_note(family, before, "representative")


def _keep_representative_in_step(family, before, stored: dict) -> None:
	typed, known = family.representative, before.representative
	for row in family.members:
		old = stored.get(row.name)
		if not (old and is_same_name(old.full_name, known)):
			continue
		if is_same_name(typed, known) and _is_renamed(old, row, "full_name", "birth_date"):
			family.representative = row.full_name
		elif is_same_name(row.full_name, old.full_name) and core.is_renamed(known, typed):
			row.full_name = typed


def _note(doc, before, fieldname: str, birth: str | None = None) -> None:
	doc.former_names = before.former_names if before else None
	if before and _is_renamed(before, doc, fieldname, birth):
		doc.former_names = core.add(before.former_names, before.get(fieldname), doc.get(fieldname))


def _is_renamed(before, after, fieldname: str, birth: str | None = None) -> bool:
	days = [getdate(doc.get(birth)) if birth and doc.get(birth) else None for doc in (before, after)]
	return core.is_renamed(before.get(fieldname), after.get(fieldname), *days)


def find_unknown_people() -> list[tuple[str, str, str]]:
	"""Return (DocType, document, person) of papers that are not agreed and name nobody of the household, by any name."""
	found, households = [], {}
	for doctype, fieldname in PERSON_FIELDS.items():
		fields = ["name", "family", fieldname]
		filters = {"name": ["in", get_open_names(doctype)], fieldname: ["is", "set"]}
		# get_all: every paper is compared, for the administrator.
		for row in frappe.get_all(doctype, filters, fields, order_by="name"):
			person = Person(row[fieldname].strip())
			if row.family not in households:
				households[row.family] = get_everybody(row.family)
			if not any(is_same_person(member, person) for member in households[row.family]):
				found.append((doctype, row.name, row[fieldname]))
	return found


def get_members(family: str) -> list[frappe._dict]:
	"""Return `full_name` and `former_names` of the members on the family's page."""
	# Without a permission check: nothing but other names of people whom the paper of the family names already.
	member = frappe.qb.DocType(MEMBER)
	query = frappe.qb.from_(member).select(member.full_name, member.former_names)
	is_of_family = (member.parent == (family or "")) & (member.parenttype == "Family")
	return query.where(is_of_family).orderby(member.idx).run(as_dict=True)


def use_current_names(rows: list, family: str) -> list:
	"""Give rows with a former name the current one, as a phone may still hold the old one.

	Return the rows without those that the change has made the same as another.
	"""
	members = get_members(family) if rows else []
	known, kept = {core.normalize(row.full_name) for row in rows}, []
	for row in rows:
		current = find_current_name(row.full_name, members)
		if current and core.normalize(current) in known:
			continue
		if current:
			row.full_name = current
			known.add(core.normalize(current))
		kept.append(row)
	return kept


def find_current_name(name: str | None, members: list) -> str | None:
	"""Return the current name of the member who was called so; None for a name that somebody has now."""
	if any(is_same_name(member.full_name, name) for member in members):
		return None
	formerly = (
		member
		for member in members
		if any(is_same_name(each, name) for each in core.split(member.former_names))
	)
	return next((member.full_name for member in formerly), None)


def show_former_names(rows: list, family: str) -> None:
	"""Write the members' former names from the family's page on the rows of another paper, whatever a client sent."""
	members = get_members(family)
	for row in rows:
		same = [member for member in members if is_same_name(member.full_name, row.full_name)]
		row.former_names = same[0].former_names if same else None


def carry_names(family) -> None:
	"""Give the changed names of a family to what is not agreed yet (after its page is saved)."""
	before = family.get_doc_before_save()
	if not before:
		return
	if before.representative != family.representative:
		carry_representative(family.name, before.representative, family.representative)
	stored = {row.name: row for row in before.members}
	for row in family.members:
		old = stored.get(row.name)
		if old and old.full_name != row.full_name and _is_same_person(old, row):
			carry_member(family.name, old.full_name, row.full_name, row.former_names)


def _is_same_person(before, after) -> bool:
	spelling = is_same_name(before.full_name, after.full_name)
	return spelling or _is_renamed(before, after, "full_name", "birth_date")


def carry_representative(family: str, former: str, now: str) -> None:
	"""Replace the representative on documents of the family that are not agreed."""
	for doctype, entry in get_entries().items():
		if entry.family not in (None, "name") and frappe.get_meta(doctype).has_field("representative"):
			_carry(doctype, "representative", former, now, **{entry.family: family})
	_carry("Same Person", "other_representative", former, now, other_family=family)


def carry_member(family: str, former: str, now: str, former_names: str | None) -> None:
	"""Replace a member's name on documents of the family that are not agreed."""
	for doctype, fieldname in PERSON_FIELDS.items():
		_carry(doctype, fieldname, former, now, family=family)
	_carry("Same Person", "other_person", former, now, other_family=family)
	for doctype, child, fieldname in PERSON_ROWS:
		parents = get_open_names(doctype, family=family)
		rows = _carry_in_rows(child, fieldname, former, now, parenttype=doctype, parent=parents)
		if child == MEMBER:
			_set(MEMBER, rows, "former_names", former_names)
		if child == PARTICIPANT:
			_show_people(rows)
	_compare_open_cards(family)


def _show_people(rows: list[str]) -> None:
	"""Write the names of the participants on the visits of these rows, as the monthly papers print them."""
	row, renamed = frappe.qb.DocType(PARTICIPANT), frappe.qb.DocType(PARTICIPANT).as_("renamed")
	visits = frappe.qb.from_(renamed).select(renamed.parent).where(renamed.name.isin([*rows, ""]))
	query = frappe.qb.from_(row).select(row.parent, row.full_name)
	query = query.where((row.parenttype == VISIT) & row.parent.isin(visits)).orderby(row.parent, row.idx)
	for visit, people in groupby(query.run(), key=itemgetter(0)):
		names = [name.strip() for _visit, name in people if name]
		_set(VISIT, [visit], "people", ", ".join(names))


def _compare_open_cards(family: str) -> None:
	"""Let open cards say that their visits have changed, for „Pobierz wizyty”."""
	for card in get_open_names(CARD, family=family):
		frappe.get_doc(CARD, card).mark_out_of_date()


# What is not agreed


def get_open_names(doctype: str, **where) -> list[str]:
	"""Return the names of documents with these values (or one of a list) that are not agreed yet."""
	if doctype in SIGNED:
		return []
	table = frappe.qb.DocType(doctype)
	query = _with_values(frappe.qb.from_(table).select(table.name).orderby(table.name), table, where)
	condition = get_open_condition(table, doctype)
	return (query if condition is None else query.where(condition)).run(pluck=True)


def get_open_condition(table, doctype: str):
	"""Return the condition of documents that are not agreed yet; None where nothing of the kind is ever agreed."""
	if doctype == VISIT:
		return table.name.notin(get_frozen_visits())
	if doctype in WITH_PERIOD:
		return table.until_date.isnull() | (table.until_date >= getdate())
	meta = frappe.get_meta(doctype)
	if not meta.is_submittable:
		return None
	condition = table.docstatus == 0
	if meta.has_field("state_meaning"):
		# A sent card or request is agreed by whoever has sent it.
		condition &= table.state_meaning != SENT
	return condition


def get_frozen_visits():
	"""Return the query for visits whose card is sent or accepted."""
	visit, card = frappe.qb.DocType(VISIT), frappe.qb.DocType(CARD)
	same = (card.live_for == visit.assistant) & (card.family == visit.family) & (card.month == visit.month)
	query = frappe.qb.from_(visit).join(card).on(same).select(visit.name)
	return query.where(card.state_meaning.isin(FROZEN))


def _carry(doctype: str, fieldname: str, former: str, now: str, **where) -> None:
	"""Replace a name in documents with these values that are not agreed; another name that was typed stays."""
	_set(doctype, get_open_names(doctype, **where, **{fieldname: former}), fieldname, now)


def _carry_in_rows(child: str, fieldname: str, former: str, now: str, **where) -> list[str]:
	"""As `_carry`, in rows with these values, by the state of their documents. Return the rows."""
	names = _get_rows_of_open_documents(child, **where, **{fieldname: former})
	_set(child, names, fieldname, now)
	return names


def _get_rows_of_open_documents(child: str, **where) -> list[str]:
	row = frappe.qb.DocType(child)
	query = frappe.qb.from_(row).select(row.name, row.parenttype, row.parent)
	found = _with_values(query, row, where).run(as_dict=True)
	parents = {
		kind: [each.parent for each in found if each.parenttype == kind]
		for kind in {each.parenttype for each in found}
	}
	open_ones = {(kind, name) for kind, names in parents.items() for name in get_open_names(kind, name=names)}
	return [each.name for each in found if (each.parenttype, each.parent) in open_ones]


def _with_values(query, table, values: dict):
	for column, value in values.items():
		# No row has a value of an empty list.
		is_value = table[column].isin(value or [""]) if isinstance(value, list) else table[column] == value
		query = query.where(is_value)
	return query


def _set(doctype: str, names: list[str], fieldname: str, value: str | None) -> None:
	if names:
		frappe.db.set_value(doctype, {"name": ["in", names]}, fieldname, value, update_modified=False)
