"""The office's own DocType with a Link to Family: under the rule without code where the release asks our hooks, and
named by „Kontrola dostępu” where it does not."""

import pytest

import frappe
from frappe.utils import getdate

from opsfamily import compat
from opsfamily.office import SETTINGS
from opsfamily.ops_casework.doctype.control_pack import making
from opsfamily.ops_casework.doctype.control_pack.papers import get_papers
from opsfamily.ops_casework.doctype.family.family_dashboard import get_data
from opsfamily.ops_casework.doctype.ops_settings.ops_settings import OwnDocumentError
from opsfamily.ops_casework.report.access_control_check import access_control_check
from opsfamily.permissions import known, linked, rule
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import assign, email, make_family

LETTER, ENCLOSURE = "Office Letter", "Office Letter Enclosure"
ROLE = "Family Assistant"


def make_doctype(name: str, fields: list[dict], **values):
	return frappe.get_doc(
		{
			"doctype": "DocType",
			"name": name,
			"module": "Custom",
			"custom": 1,
			"autoname": "hash",
			"fields": fields,
			**values,
		}
	).insert()


@pytest.fixture(scope="module")
def letters(connected_site):
	"""The DocTypes as an administrator makes them in the Desk."""
	frappe.set_user("Administrator")
	title = {"fieldname": "title", "fieldtype": "Data", "label": "Title"}
	make_doctype(ENCLOSURE, [title], istable=1)
	family = {"fieldname": "about", "fieldtype": "Link", "label": "About", "options": "Family"}
	table = {"fieldname": "enclosures", "fieldtype": "Table", "label": "Enclosures", "options": ENCLOSURE}
	rights = dict.fromkeys(("read", "write", "create", "delete"), 1)
	make_doctype(LETTER, [title, family, table], permissions=[{"role": ROLE, **rights}])
	frappe.db.commit()
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback()
	for doctype in (LETTER, ENCLOSURE):
		frappe.delete_doc("DocType", doctype, force=True)
	frappe.db.commit()
	linked.forget_linked()


@pytest.fixture
def three_letters(letters, site):
	"""A letter about one's own family, about another's, and about none."""
	own, other = make_family().name, make_family().name
	assign(own)
	made = {}
	for key, family in (("own", own), ("other", other), ("none", None)):
		rows = [{"title": f"załącznik {key}"}]
		made[key] = frappe.get_doc(
			{"doctype": LETTER, "title": key, "about": family, "enclosures": rows}
		).insert()
	return made


@pytest.fixture
def asked(three_letters, monkeypatch):
	"""The registry as a release builds it that asks our hooks about every DocType."""
	monkeypatch.setattr(compat, "HOOKS_OF_EVERY_DOCTYPE", (15, 0))
	linked.forget_linked()
	yield three_letters
	monkeypatch.undo()
	linked.forget_linked()


def test_a_doctype_is_found_by_its_link(letters, site):
	assert (LETTER, "about", (ENCLOSURE,)) in linked.find_linked_doctypes()


def test_a_release_that_asks_no_such_hooks_names_it(three_letters):
	named = {row.where for row in access_control_check.find_unruled_doctypes()}
	assert (frappe._(LETTER) in named) is not compat.asks_hooks_of_every_doctype()


def test_it_is_in_the_registry(asked):
	assert known.get_family_column(LETTER) == "about"
	assert known.get_parents(ENCLOSURE) == (LETTER,)
	assert not {row.where for row in access_control_check.find_unruled_doctypes()} & {LETTER}


def test_the_rule_decides_by_the_family(asked):
	answers = {key: rule.can_see_linked(doc, "read", email("assistant")) for key, doc in asked.items()}
	assert answers == {"own": compat.not_our_business(), "other": False, "none": compat.not_our_business()}
	assert rule.can_see_linked(asked["other"], "read", email("head")) is not False


def test_a_row_is_seen_as_its_letter_is(asked):
	answers = {
		key: rule.can_see_linked(doc.enclosures[0], "read", email("assistant")) for key, doc in asked.items()
	}
	assert answers["other"] is False
	assert False not in (answers["own"], answers["none"])


def test_a_family_sent_by_the_client_does_not_count(asked):
	doc = frappe.get_doc(LETTER, asked["other"].name)
	doc.about = asked["own"].about
	assert rule.can_see_linked(doc, "write", email("assistant")) is False


@pytest.mark.parametrize(
	("key", "seen"),
	[("assistant", {"own", "none"}), ("stranger", {"none"}), ("head", {"own", "other", "none"})],
)
def test_lists_hold_what_the_rule_allows(asked, key, seen):
	condition = rule.query_linked(email(key), LETTER)
	names = [doc.name for doc in asked.values()]
	query = f"select title from `tab{LETTER}` where name in %(names)s and {condition or '1=1'}"
	assert set(frappe.db.sql_list(query, {"names": names})) == seen
	query = f"select title from `tab{ENCLOSURE}` where parent in %(names)s and {rule.query_linked(email(key), ENCLOSURE) or '1=1'}"
	assert set(frappe.db.sql_list(query, {"names": names})) == {f"załącznik {each}" for each in seen}


def test_other_doctypes_are_not_its_business(asked):
	assert rule.query_linked(email("stranger"), "ToDo") == ""
	todo = frappe.get_doc({"doctype": "ToDo", "description": "x"}).insert()
	assert rule.can_see_linked(todo, "read", email("stranger")) is compat.not_our_business()


def test_people_get_what_the_rule_allows_from_the_platform_itself(three_letters):
	"""On a release that asks such hooks; elsewhere the roles alone decide, as the report says."""
	with acting_as(email("stranger")):
		titles = set(frappe.get_list(LETTER, pluck="title", order_by="title"))
	names = {"own", "other", "none"}
	assert titles & names == ({"none"} if compat.asks_hooks_of_every_doctype() else names)


def test_a_field_that_is_added_later_counts(letters, site):
	doctype = frappe.get_doc("DocType", LETTER)
	before = linked.find_linked_doctypes()
	frappe.cache.set_value(linked.CACHE, before)
	doctype.save()
	assert frappe.cache.get_value(linked.CACHE) is None


# on the family's page and in its control pack, by a tick


def tick(**ticks) -> None:
	settings = frappe.get_doc(SETTINGS)
	settings.set("own_documents", [{"document_kind": LETTER, **ticks}])
	settings.save()


def get_page_groups() -> dict[str, list[str]]:
	return {group["label"]: group["items"] for group in get_data()["transactions"]}


def test_a_tick_shows_it_on_the_familys_page(asked):
	group = frappe._(linked.PAGE)
	assert group not in get_page_groups()
	tick(on_family_page=1)
	assert get_page_groups()[group] == [LETTER]
	assert get_data()["non_standard_fieldnames"][LETTER] == "about"
	tick(on_family_page=0)
	assert group not in get_page_groups()


def test_a_tick_puts_it_in_the_control_pack(asked):
	family, today = asked["own"].about, getdate()
	with acting_as(email("assistant")):
		assert LETTER not in {paper.doctype for paper in get_papers(family, today, today)}
	tick(in_control_pack=1)
	with acting_as(email("assistant")):
		papers = [paper for paper in get_papers(family, today, today) if paper.doctype == LETTER]
		assert [(paper.name, paper.day) for paper in papers] == [(asked["own"].name, today)]
		assert "załącznik own" in making.render_plain(frappe.get_doc(LETTER, papers[0].name))


@pytest.mark.parametrize("kind", ["ToDo", "Family Visit", "Nieznany"])
def test_only_the_offices_own_kinds_are_taken(asked, kind):
	settings = frappe.get_doc(SETTINGS)
	settings.set("own_documents", [{"document_kind": kind}])
	with pytest.raises(OwnDocumentError, match=frappe._(kind)):
		settings.save()


def test_a_kind_is_in_the_table_once(asked):
	settings = frappe.get_doc(SETTINGS)
	settings.set("own_documents", [{"document_kind": LETTER}, {"document_kind": LETTER}])
	with pytest.raises(OwnDocumentError):
		settings.save()


def test_where_the_rule_does_not_hold_the_tick_is_refused(three_letters):
	if compat.asks_hooks_of_every_doctype():
		tick(on_family_page=1)
		assert get_page_groups()[frappe._(linked.PAGE)] == [LETTER]
		return
	with pytest.raises(OwnDocumentError, match=r"15\.11"):
		tick(on_family_page=1)
	assert frappe._(linked.PAGE) not in get_page_groups()
