"""The Desk of v16: one icon that leads to the day of its reader's role, and one sidebar with all that is ours.

What stands in the two folders is looked at on every version; only v16 reads them.
"""

import json
import re
from pathlib import Path

import pytest

import frappe

import opsfamily
from opsfamily.permissions.apps_screen import may_open
from opsfamily.setup import desk
from opsfamily.setup.install import after_migrate
from opsfamily.tests import factories
from opsfamily.tests.factories import email

PACKAGE = Path(opsfamily.__file__).parent
NAME = "Family Support"


def read(folder: str) -> dict[str, dict]:
	records = (json.loads(path.read_text(encoding="utf-8")) for path in (PACKAGE / folder).glob("*.json"))
	return {record["name"]: record for record in records}


def of_the_package(kind: str) -> dict[str, dict]:
	"""Name → record of our DocTypes with a list that somebody reads, our pages or reports."""
	folder = kind.lower()
	paths = (*PACKAGE.glob(f"ops_*/{folder}/*/*.json"), *PACKAGE.glob(f"setup/data/{folder}/*.json"))
	records = (json.loads(path.read_text(encoding="utf-8")) for path in paths)
	return {
		record["name"]: record
		for record in records
		if record["doctype"] == kind
		and not record.get("istable")
		and (kind != "DocType" or readers(kind, record))
	}


def readers(kind: str, record: dict) -> set[str]:
	if kind == "DocType":
		rules = record.get("permissions", [])
		return {rule["role"] for rule in rules if rule.get("read") and not rule.get("permlevel")}
	return {row["role"] for row in record["roles"]}


@pytest.fixture
def items() -> list[dict]:
	return read("workspace_sidebar")[NAME]["items"]


@pytest.mark.parametrize("kind", ["DocType", "Page", "Report", "Workspace"])
def test_the_sidebar_has_all_that_is_ours_once(items, kind):
	linked = [item["link_to"] for item in items if item["type"] == "Link" and item["link_type"] == kind]
	assert sorted(linked) == sorted(of_the_package(kind))


def test_the_days_stand_first_so_that_the_icon_leads_there(items):
	days = {name for name, day in of_the_package("Workspace").items() if len(day["roles"]) == 1}
	assert {item["link_to"] for item in items[: len(days)]} == days
	assert items[len(days)]["link_to"] == "Families"


def test_a_section_is_shown_to_whoever_reads_something_of_it(items):
	expected, shown = {}, {}
	for item in items:
		if item["type"] == "Section Break":
			section = item["label"]
			expected[section] = set()
			shown[section] = set(json.loads(re.search(r"\[.*\]", item["display_depends_on"])[0]))
		elif item["child"]:
			record = of_the_package(item["link_type"])[item["link_to"]]
			expected[section] |= readers(item["link_type"], record)
	assert shown == expected


def test_each_module_has_a_sidebar_so_that_v16_makes_none():
	modules = (PACKAGE / "modules.txt").read_text(encoding="utf-8").split("\n")
	assert {sidebar["module"] for sidebar in read("workspace_sidebar").values()} == set(filter(None, modules))


def test_the_icon_is_of_the_sidebar_and_for_everybody_with_a_way_in():
	(icon,) = read("desktop_icon").values()
	assert (icon["name"], icon["link_type"], icon["link_to"]) == (NAME, "Workspace Sidebar", NAME)
	assert icon["standard"] == 1
	assert (PACKAGE / icon["logo_url"].replace("/assets/opsfamily", "public")).exists()


@pytest.mark.parametrize("folder", ["desktop_icon", "workspace_sidebar"])
def test_names_of_files_are_those_by_which_v16_keeps_a_record(folder):
	"""v16 deletes at every update what has no file of its own name."""
	files = {path.stem for path in (PACKAGE / folder).glob("*.json")}
	assert files == {frappe.scrub(name) for name in read(folder)}
	assert {record["app"] for record in read(folder).values()} == {"opsfamily"}


@pytest.mark.parametrize(("person", "answer"), [("assistant", True), ("day_centre", True), ("nobody", False)])
def test_who_finds_the_app_after_login(site, as_user, person, answer):
	with as_user(email(person)):
		assert may_open() is answer


def test_an_administrator_finds_the_app(site):
	assert may_open() is True


def test_the_hook_names_a_function_and_a_picture_that_exist(site):
	(entry,) = frappe.get_hooks("add_to_apps_screen", app_name="opsfamily")
	assert frappe.get_attr(entry["has_permission"]) is may_open
	assert (PACKAGE / entry["logo"].replace("/assets/opsfamily", "public")).exists()


def test_login_leads_to_the_desk_on_every_version(site):
	"""v15 knows no /desk; v16 leads /app on to it."""
	(entry,) = frappe.get_hooks("add_to_apps_screen", app_name="opsfamily")
	assert entry["route"] == "/app"


def make_what_v16_makes() -> None:
	home = {"label": "Home", "link_to": "Assistant Day", "link_type": "Workspace", "type": "Link"}
	frappe.get_doc({"doctype": desk.SIDEBAR, "title": "Assistant Day", "items": [home]}).insert()
	icon = {
		"doctype": desk.ICON,
		"label": "Assistant Day",
		"icon_type": "Link",
		"link_type": "Workspace Sidebar",
	}
	frappe.get_doc({**icon, "link_to": "Assistant Day"}).insert()


def test_an_update_removes_what_v16_made_by_itself(site):
	if not desk.has_sidebars():
		after_migrate()
		assert not frappe.db.exists("DocType", desk.SIDEBAR)
		return
	make_what_v16_makes()
	own = frappe.copy_doc(frappe.get_doc(desk.SIDEBAR, "Assistant Day"), ignore_no_copy=False)
	own.update({"title": f"Assistant Day-{email('assistant')}", "for_user": email("assistant")})
	own.insert()
	desk.remove_generated()
	assert not frappe.db.exists(desk.SIDEBAR, "Assistant Day")
	assert not frappe.db.exists(desk.ICON, "Assistant Day")
	assert frappe.db.exists(desk.SIDEBAR, own.name)
	assert frappe.db.exists(desk.SIDEBAR, NAME)
	assert frappe.db.exists(desk.ICON, NAME)


def test_installing_another_app_removes_it_too(site):
	assert frappe.get_hooks("after_app_install", app_name="opsfamily") == [
		"opsfamily.setup.desk.remove_generated"
	]
	desk.remove_generated("another_app")


@pytest.mark.parametrize("person", ["assistant", "social_worker", "coordinator", "head", "day_centre"])
def test_each_role_has_one_day(person):
	"""The first item that the reader may open is where the icon leads."""
	roles = set(factories.PEOPLE[person][1])
	days = [
		item["link_to"]
		for item in read("workspace_sidebar")[NAME]["items"]
		if item["link_type"] == "Workspace" and item["link_to"] != "Families"
	]
	mine = [day for day in days if roles & {row["role"] for row in of_the_package("Workspace")[day]["roles"]}]
	assert len(mine) == 1
