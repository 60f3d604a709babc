"""„Osoby w kilku rodzinach”: rows of two households with one name and birth date, and what a worker said of them.

Figures count a person once only after somebody has confirmed it; a child of two homes is right in both families.
"""

from collections.abc import Iterable
from itertools import combinations, groupby

import frappe
from frappe import _

from opsfamily.case.reports import answers_refusals
from opsfamily.core.similar_families import normalize_name
from opsfamily.permissions.rule import get_readable_rows

MEMBER = ("name", "parent", "full_name", "birth_date")
Pair = tuple[frappe._dict, frappe._dict]


@answers_refusals
def execute(_filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Return columns and a row for each pair, those that nobody has confirmed first; of families that the user may see."""
	families = get_readable_rows("Family", {}, ["name", "representative"], "name")
	names = {family.name: family.representative for family in families}
	confirmed = get_confirmed()
	rows = [make_row(pair, names, confirmed) for pair in find_pairs(get_members(), names)]
	return get_columns(), sorted(rows, key=lambda row: (bool(row["link"]), row["person"], row["family"]))


def get_members() -> list[frappe._dict]:
	"""Return the rows of all households with a birth date; one query.

	Read without the rule: `find_pairs` keeps those of families that the reader may see.
	"""
	member = frappe.qb.DocType("Family Member")
	query = frappe.qb.from_(member).select(*(member[field] for field in MEMBER))
	query = query.where((member.parenttype == "Family") & member.birth_date.isnotnull())
	return query.orderby(member.parent).orderby(member.idx).run(as_dict=True)


def find_pairs(members: Iterable[frappe._dict], families: dict[str, str]) -> list[Pair]:
	"""Return the rows of two of these families with the same name and birth date; of one family the latest row."""
	latest = {(row.parent, get_key(row)): row for row in members if row.parent in families}
	rows = sorted(latest.values(), key=lambda row: (*get_key(row), row.parent))
	groups = [list(group) for _key, group in groupby(rows, key=get_key)]
	return [pair for group in groups for pair in combinations(group, 2)]


def get_key(row: frappe._dict) -> tuple:
	return normalize_name(row.full_name) or "", row.birth_date


def get_confirmed() -> dict[frozenset[str], frappe._dict]:
	"""Return two rows of households → the document that says that they are one person."""
	fields = ["name", "member", "other_member", "confirmed_by_name", "confirmed_on"]
	rows = get_readable_rows("Same Person", {}, fields, "name")
	return {frozenset((row.member, row.other_member)): row for row in rows}


def make_row(pair: Pair, names: dict[str, str], confirmed: dict) -> dict:
	one, other = pair
	link = confirmed.get(frozenset((one.name, other.name))) or frappe._dict()
	return {
		"person": one.full_name,
		"birth_date": one.birth_date,
		"family": one.parent,
		"representative": names[one.parent],
		"other_family": other.parent,
		"other_representative": names[other.parent],
		"other_person": other.full_name,
		"link": link.name,
		"confirmed_by": link.confirmed_by_name,
		"confirmed_on": link.confirmed_on,
	}


def get_columns() -> list[dict]:
	"""Return the columns of the report."""
	columns = (
		("person", _("Person"), "Data", "", 180),
		("birth_date", _("Birth Date"), "Date", "", 110),
		("family", _("Family"), "Link", "Family", 140),
		("representative", _("Family Representative"), "Data", "", 170),
		("other_family", _("Other Family"), "Link", "Family", 140),
		("other_representative", _("Representative of the Other Family"), "Data", "", 170),
		("link", _("Same Person"), "Link", "Same Person", 150),
		("confirmed_by", _("Confirmed By"), "Data", "", 150),
		("confirmed_on", _("Confirmed On"), "Date", "", 110),
	)
	return [
		{"fieldname": name, "label": label, "fieldtype": fieldtype, "options": options, "width": width}
		for name, label, fieldtype, options, width in columns
	]
