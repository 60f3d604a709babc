"""What the app ships and the office changes on the Desk outlives every update; what it leaves alone is updated."""

import json

import pytest

import frappe
from frappe.desk.doctype.workspace.workspace import save_page, update_page

from opsfamily import compat
from opsfamily.core.shipped import AS_SHIPPED, CHANGED, DELETED, get_fingerprint
from opsfamily.patches.v1_3 import adopt_shipped
from opsfamily.setup import shipped
from opsfamily.setup.install import before_migrate
from opsfamily.setup.shipped import REGISTER, get_key, read_shipped, take_ours, write_shipped
from opsfamily.tests.factories import email
from tests.releases import delete_page, duplicate_page, sort_and_hide_pages

CARD, CHART, DAY = "Own Families", "Visits by Week", "Assistant Day"
NEW_COLOUR = "#00ff00"


@pytest.fixture
def next_version(monkeypatch, site):
	"""Return a function that makes the app ship other values of a record."""
	write_shipped()
	read = json.loads(json.dumps(read_shipped()))

	def ship(doctype: str, name: str, **values) -> None:
		read[get_key(doctype, name)].update(values)
		monkeypatch.setattr(shipped, "read_shipped", lambda: read)

	return ship


def entry(doctype: str, name: str):
	return frappe.get_doc(REGISTER, get_key(doctype, name))


def status(doctype: str, name: str) -> str:
	return entry(doctype, name).status


def change_on_desk(doctype: str, name: str, **values) -> None:
	doc = frappe.get_doc(doctype, name)
	doc.update(values)
	doc.save()


def test_everything_shipped_is_there_and_entered(site):
	assert {record["doctype"] for record in read_shipped().values()} == set(shipped.KINDS)
	for key, record in read_shipped().items():
		doc = frappe.get_doc(record["doctype"], record["name"])
		assert not doc.get("is_standard"), key
		assert doc.module == record["module"], key
		assert frappe.db.get_value(REGISTER, key, "status") == AS_SHIPPED, key


def test_a_count_is_no_money(site):
	"""v16 gives a card or chart a currency, and fills it with the site's own where a record does not say that it has none."""
	for key, record in read_shipped().items():
		if record["doctype"] != "Workspace":
			assert record["currency"] == "", key
			assert not frappe.get_doc(record["doctype"], record["name"]).get("currency"), key


def test_a_name_is_the_label(site):
	"""The framework names these records by their label; another name would be made anew by every update."""
	for record in read_shipped().values():
		assert record["name"] in (record.get("label"), record.get("chart_name"))


def test_no_module_holds_a_record_that_the_framework_would_overwrite(site):
	for app_folder in ("workspace", "number_card", "dashboard_chart", "notification", "dashboard"):
		package = shipped.DATA.parents[1]
		assert list(package.glob(f"ops_*/{app_folder}/*/*.json")) == [], app_folder


def test_a_second_time_nothing_is_written(site, capsys):
	write_shipped()
	before = frappe.get_all(REGISTER, fields=["name", "modified"], order_by="name")
	capsys.readouterr()
	write_shipped()
	assert frappe.get_all(REGISTER, fields=["name", "modified"], order_by="name") == before
	assert capsys.readouterr().out == ""


def test_what_was_written_is_what_is_shipped(next_version):
	"""Else the next update would write it again."""
	next_version("Workspace", DAY, icon="star")
	write_shipped()
	read_shipped.cache_clear()
	for key, record in read_shipped().items():
		if key != get_key("Workspace", DAY):
			assert frappe.db.get_value(REGISTER, key, "fingerprint") == get_fingerprint(record), key


def test_what_is_untouched_is_updated(next_version):
	next_version("Number Card", CARD, color=NEW_COLOUR)
	next_version("Workspace", DAY, icon="star", shortcuts=read_shipped()["Workspace: Head Day"]["shortcuts"])
	write_shipped()
	assert frappe.db.get_value("Number Card", CARD, "color") == NEW_COLOUR
	day = frappe.get_doc("Workspace", DAY)
	assert day.icon == "star"
	assert [row.label for row in day.shortcuts] == [
		row["label"] for row in read_shipped()["Workspace: Head Day"]["shortcuts"]
	]
	assert status("Workspace", DAY) == AS_SHIPPED


@pytest.mark.parametrize(
	("doctype", "name", "values"),
	[
		("Number Card", CARD, {"color": "#123456"}),
		("Number Card", CARD, {"label": "Nasze rodziny"}),
		("Dashboard Chart", CHART, {"type": "Line"}),
		("Dashboard Chart", CHART, {"roles": [{"role": "Head of Centre"}]}),
		("Workspace", DAY, {"icon": "heart"}),
		("Workspace", DAY, {"roles": [{"role": "Family Assistant"}, {"role": "Social Worker"}]}),
	],
)
def test_what_the_office_changed_stays_and_is_named(next_version, capsys, doctype, name, values):
	change_on_desk(doctype, name, **values)
	before = frappe.get_doc(doctype, name).as_dict()
	next_version(doctype, name, **({"icon": "star"} if doctype == "Workspace" else {"color": NEW_COLOUR}))
	for _update in range(2):
		capsys.readouterr()
		write_shipped()
		assert frappe.get_doc(doctype, name).as_dict() == before
		assert f"{frappe._(name)} ({frappe._(CHANGED)})" in capsys.readouterr().out
	assert (status(doctype, name), entry(doctype, name).newer_is_waiting) == (CHANGED, 1)


def test_a_change_is_noted_without_a_newer_version_and_not_announced(next_version, capsys):
	change_on_desk("Number Card", CARD, color="#123456")
	capsys.readouterr()
	write_shipped()
	assert capsys.readouterr().out == ""
	assert (status("Number Card", CARD), entry("Number Card", CARD).newer_is_waiting) == (CHANGED, 0)


def test_an_editor_of_the_desk_changes_a_workspace(next_version):
	blocks = [*json.loads(frappe.get_doc("Workspace", DAY).content)]
	blocks.append({"id": "own", "type": "header", "data": {"text": "Dyżury", "col": 12}})
	save_page(DAY, 1, "{}", json.dumps(blocks))
	next_version("Workspace", DAY, icon="star")
	write_shipped()
	assert json.loads(frappe.get_doc("Workspace", DAY).content) == blocks
	assert status("Workspace", DAY) == CHANGED


def test_saving_the_same_again_is_no_change(next_version):
	content = json.loads(frappe.get_doc("Workspace", DAY).content)
	save_page(DAY, 1, "{}", json.dumps(content, separators=(",", ":")))
	next_version("Workspace", DAY, icon="star")
	write_shipped()
	assert frappe.db.get_value("Workspace", DAY, "icon") == "star"


def test_the_order_and_hiding_of_pages_stay_and_count_as_no_change(next_version):
	pages = frappe.get_all("Workspace", {"public": 1}, pluck="title", order_by="sequence_id desc")
	sort_and_hide_pages(pages, DAY)
	place = frappe.db.get_value("Workspace", DAY, ["sequence_id", "is_hidden"])
	next_version("Workspace", DAY, icon="star")
	write_shipped()
	assert frappe.db.get_value("Workspace", DAY, "icon") == "star"
	assert frappe.db.get_value("Workspace", DAY, ["sequence_id", "is_hidden"]) == place
	assert place[1] == 1


@pytest.mark.parametrize(("doctype", "name"), [("Number Card", CARD), ("Dashboard Chart", CHART)])
def test_what_the_office_deleted_does_not_come_back(next_version, doctype, name):
	frappe.db.delete("Workspace Number Card", {"number_card_name": name})
	frappe.db.delete("Workspace Chart", {"chart_name": name})
	frappe.delete_doc(doctype, name)
	next_version(doctype, name, color=NEW_COLOUR)
	write_shipped()
	assert not frappe.db.exists(doctype, name)
	assert status(doctype, name) == DELETED


def test_a_workspace_that_was_deleted_on_the_desk_does_not_come_back(next_version):
	delete_page(DAY)
	write_shipped()
	assert not frappe.db.exists("Workspace", DAY)
	assert status("Workspace", DAY) == DELETED


def rename_page(name: str, title: str, icon: str) -> None:
	"""Rename a page as the Desk does; `frappe.call` leaves out what the framework of this version does not ask for."""
	values = {"name": name, "title": title, "icon": icon, "indicator_color": "", "parent": "", "public": 1}
	frappe.call(update_page, **values)


def test_a_renamed_workspace_stays_one(next_version):
	rename_page(DAY, "Mój dzień", "heart")
	next_version("Workspace", DAY, icon="star")
	write_shipped()
	assert not frappe.db.exists("Workspace", DAY)
	assert frappe.db.get_value("Workspace", "Mój dzień", "icon") == "heart"
	assert (status("Workspace", DAY), entry("Workspace", DAY).record) == (CHANGED, "Mój dzień")


def test_the_offices_own_page_is_never_ours(next_version):
	duplicate_page(DAY, "Kopia dnia")
	write_shipped()
	assert frappe.db.exists("Workspace", "Kopia dnia")
	assert not frappe.db.exists(REGISTER, {"record": "Kopia dnia"})


def test_a_record_of_the_office_under_a_name_of_ours_is_left(site):
	frappe.db.delete(REGISTER, {"name": get_key("Number Card", CARD)})
	frappe.db.set_value("Number Card", CARD, "color", "#123456")
	write_shipped()
	assert frappe.db.get_value("Number Card", CARD, "color") == "#123456"
	assert status("Number Card", CARD) == CHANGED


# taking the app's version


@pytest.mark.parametrize("change", ["changed", "renamed", "deleted"])
def test_an_administrator_takes_the_apps_version(next_version, change):
	if change == "changed":
		change_on_desk("Workspace", DAY, icon="heart")
	elif change == "renamed":
		rename_page(DAY, "Mój dzień", "heart")
	else:
		delete_page(DAY)
	next_version("Workspace", DAY, icon="star")
	write_shipped()
	assert take_ours(get_key("Workspace", DAY)) == DAY
	assert frappe.db.get_value("Workspace", DAY, ["icon", "label"]) == ("star", DAY)
	assert not frappe.db.exists("Workspace", "Mój dzień")
	assert (status("Workspace", DAY), entry("Workspace", DAY).newer_is_waiting) == (AS_SHIPPED, 0)


@pytest.mark.parametrize("person", ["assistant", "head", "nobody"])
def test_nobody_else_takes_it_or_reads_the_register(next_version, as_user, person):
	change_on_desk("Number Card", CARD, color="#123456")
	write_shipped()
	with as_user(email(person)), pytest.raises(frappe.PermissionError):
		take_ours(get_key("Number Card", CARD))
	with as_user(email(person)):
		assert not frappe.has_permission(REGISTER, "read")
	assert frappe.db.get_value("Number Card", CARD, "color") == "#123456"


def test_the_register_is_written_by_the_app_alone(site):
	for row in frappe.get_meta(REGISTER).permissions:
		assert (row.write, row.create, row.delete) == (0, 0, 0), row.role


def test_what_this_version_does_not_ship_is_refused(next_version):
	doc = frappe.get_doc(
		{"doctype": REGISTER, "record_key": "Number Card: Old", "record_type": "Number Card"}
	)
	doc.insert()
	with pytest.raises(frappe.DoesNotExistError):
		take_ours("Number Card: Old")


# the update from before


def leave_as_before(doctype: str, name: str, modified: str) -> None:
	"""Make a record what an earlier version synced from the folder of a module."""
	frappe.db.delete(REGISTER, {"name": get_key(doctype, name)})
	values = {"icon": "tool"} if doctype == "Workspace" else {"is_standard": 1, "color": "#aaaaaa"}
	frappe.db.set_value(doctype, name, values, update_modified=False)
	frappe.db.set_value(doctype, name, "modified", modified, update_modified=False)


@pytest.mark.parametrize(
	("doctype", "name"), [("Number Card", CARD), ("Dashboard Chart", CHART), ("Workspace", DAY)]
)
@pytest.mark.parametrize("modified", ["2026-11-23 18:55:00", "2026-11-26 22:20:00"])
def test_what_a_file_wrote_is_adopted_and_updated(site, doctype, name, modified):
	leave_as_before(doctype, name, modified)
	for _time in range(2):
		adopt_shipped.execute()
		assert not frappe.get_doc(doctype, name).get("is_standard")
		assert status(doctype, name) == AS_SHIPPED
	write_shipped()
	record = read_shipped()[get_key(doctype, name)]
	doc = frappe.get_doc(doctype, name)
	assert doc.get("icon") == record.get("icon")
	assert (doc.get("color") or None) == record.get("color")


@pytest.mark.parametrize(
	("doctype", "name"), [("Number Card", CARD), ("Dashboard Chart", CHART), ("Workspace", DAY)]
)
@pytest.mark.parametrize("modified", ["2026-11-24 09:13:21.456789", "2030-01-01 00:00:00"])
def test_what_the_office_changed_before_is_kept(site, doctype, name, modified):
	leave_as_before(doctype, name, modified)
	before = frappe.get_doc(doctype, name).as_dict()
	for _time in range(2):
		adopt_shipped.execute()
		write_shipped()
		assert frappe.get_doc(doctype, name).as_dict() == {**before, **standard_no_more(before)}
		assert (status(doctype, name), entry(doctype, name).newer_is_waiting) == (CHANGED, 1)


def standard_no_more(before: dict) -> dict:
	return {"is_standard": 0} if "is_standard" in before else {}


# v16 and uninstalling


def test_no_workspace_of_ours_is_of_an_app_when_the_update_cleans_up(site):
	"""v16 deletes a public workspace with a module and an app and without a file."""
	if not compat.marks_workspaces_of_apps():
		before_migrate()
		assert frappe.db.exists("Workspace", DAY)
		return
	change_on_desk("Workspace", DAY, icon="heart")
	before_migrate()
	modules = frappe.get_all("Module Def", {"app_name": "opsfamily"}, pluck="name", order_by="name")
	assert not frappe.db.exists("Workspace", {"module": ["in", modules], "app": ["is", "set"]})


def test_uninstalling_takes_them_away_under_any_name(site):
	rename_page(DAY, "Mój dzień", "heart")
	frappe.db.set_value("Workspace", "Mój dzień", "module", None)
	shipped.take_away()
	for record in read_shipped().values():
		assert not frappe.db.exists(record["doctype"], record["name"])
	assert not frappe.db.exists("Workspace", "Mój dzień")
