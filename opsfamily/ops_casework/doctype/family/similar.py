"""Families that look like a new one: shown once, when it is saved for the first time; never a refusal.

Users see names of families that they may see anyway. Of another family they learn only that they should ask the
coordinator, who gets both numbers; this is logged with that family and limited per day, so that nobody finds out by
trying whom the centre knows.
"""

from __future__ import annotations

from collections import defaultdict

import frappe
from frappe import _
from frappe.utils import escape_html, getdate, now_datetime

from opsfamily.core.similar_families import ADDRESS, CHILD, PHONE, REPRESENTATIVE, Household, get_shared
from opsfamily.notify import get_coordinators, in_language_of, write_notice
from opsfamily.office import get_setting

LOGGED = "Similar Family"


def show_similar(family) -> None:
	"""Show families that look like this new one, as far as the user may know of them. family: the document."""
	found = find_similar(family)
	visible = get_visible(set(found))
	if visible:
		show_names(family, {name: found[name] for name in visible}, visible)
	if hidden := sorted(set(found) - set(visible)):
		show_hidden(family, hidden)


def find_similar(family) -> dict[str, list[str]]:
	"""Return family → what it shares with this one, over the whole section.

	Without a permission check: what of it is shown is decided by the caller.
	"""
	this, others = get_household(family), get_other_households(family.name)
	shared = {name: get_shared(this, other, getdate()) for name, other in others.items()}
	return {name: what for name, what in shared.items() if what}


def get_household(family) -> Household:
	"""Return what is compared of a document."""
	members = tuple(
		(row.full_name, getdate(row.birth_date) if row.birth_date else None) for row in family.members
	)
	return Household(family.representative, family.address, family.phone, members)


def get_other_households(name: str) -> dict[str, Household]:
	"""Return what is compared of every other family."""
	family, member = frappe.qb.DocType("Family"), frappe.qb.DocType("Family Member")
	of_families = (member.parenttype == "Family") & member.birth_date.isnotnull()
	rows = (
		frappe.qb.from_(member).select(member.parent, member.full_name, member.birth_date).where(of_families)
	)
	members = defaultdict(list)
	for parent, full_name, born in rows.run():
		members[parent].append((full_name, born))
	columns = (family.name, family.representative, family.address, family.phone)
	query = frappe.qb.from_(family).select(*columns).where(family.name != name)
	return {row[0]: Household(*row[1:], tuple(members[row[0]])) for row in query.run()}


def get_visible(names: set[str]) -> dict[str, str]:
	"""Return name → representative of those families that the session's user may see."""
	filters = {"name": ["in", sorted(names)]}
	fields = ["name", "representative"]
	rows = frappe.get_list("Family", filters=filters, fields=fields, order_by="name", limit_page_length=0)
	return {row.name: row.representative for row in rows} if names else {}


def show_names(family, shared: dict[str, list[str]], representatives: dict[str, str]) -> None:
	"""Show the families by name; whoever imports gets a notice, as an import shows no messages."""
	words = get_words()
	lines = [
		f"{name} {representatives[name]}: {', '.join(words[what] for what in shared[name])}"
		for name in shared
	]
	title = _("The family {0} looks like one that is on file. Is it the same?").format(family.name)
	if frappe.flags.in_import:
		write_notice(
			frappe.session.user,
			title,
			document_type="Family",
			document_name=family.name,
			email_content="<br>".join(map(escape_html, lines)),
		)
	else:
		frappe.msgprint([escape_html(line) for line in lines], title=title, indicator="orange", as_list=True)


def get_words() -> dict[str, str]:
	"""Return what families share → in words."""
	return {
		REPRESENTATIVE: _("the same representative"),
		ADDRESS: _("the same address"),
		PHONE: _("the same phone"),
		CHILD: _("the same child"),
	}


def show_hidden(family, names: list[str]) -> None:
	"""Give the coordinators both numbers, and send the user to them as long as the day's limit is not reached."""
	for other in names:
		notify_coordinators(family.name, other)
	is_within_limit = count_hints_of_today() < get_setting("similar_family_hints")
	for other in names:
		log_hint(family.name, other)
	if is_within_limit:
		frappe.msgprint(
			_("A similar family may be on file already. Please contact the coordinator."), indicator="orange"
		)


def notify_coordinators(family: str, other: str) -> None:
	"""Give every coordinator both numbers; no name."""
	for user in get_coordinators(excluding=frappe.session.user):
		with in_language_of(user):
			subject = _("The new family {0} looks like {1}. Please compare both.").format(family, other)
			write_notice(user, subject, document_type="Family", document_name=family)


def count_hints_of_today() -> int:
	"""Return for how many new families the user was sent to the coordinator today."""
	log = frappe.qb.DocType("Access Log")
	mine = (log.user == frappe.session.user) & (log.method == LOGGED)
	query = frappe.qb.from_(log).select(log.filters).distinct().where(mine & (log.creation >= getdate()))
	return len(query.run())


def log_hint(family: str, other: str) -> None:
	"""Log that the user may have learned of the other family, with the new one in `filters`."""
	values = {"user": frappe.session.user, "export_from": "Family", "reference_document": other}
	values["timestamp"] = now_datetime()
	# Not make_access_log, which would commit half of the insert.
	log = frappe.get_doc({"doctype": "Access Log", "method": LOGGED, "filters": family, **values})
	log.db_insert()
