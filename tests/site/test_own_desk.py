"""Whoever first gets a role of ours does not see the platform's own workspaces; nobody else's Desk changes."""

import pytest

import frappe

from opsfamily.patches.v1_2 import create_module_profile
from opsfamily.permissions.own_desk import PROFILE, create_profile, take_profile_away


def make_user(*roles: str, **values):
	email = f"{frappe.generate_hash(length=8)}@own.example"
	person = {"doctype": "User", "email": email, "first_name": "Nowa", "send_welcome_email": 0, **values}
	user = frappe.get_doc({**person, "roles": [{"role": role} for role in roles]})
	user.flags.no_welcome_mail = True
	return user.insert()


@pytest.fixture(autouse=True)
def profile(site) -> None:
	create_profile()


def blocked(user) -> set[str]:
	return set(frappe.get_doc("User", user.name).get_blocked_modules())


def test_a_new_worker_gets_the_profile():
	user = make_user("Family Assistant")
	assert frappe.db.get_value("User", user.name, "module_profile") == PROFILE
	assert {"Website", "Core", "Integrations"} <= blocked(user)
	assert not any(module.startswith("OPS ") for module in blocked(user))


def test_so_does_a_user_who_gets_the_first_role_later():
	user = make_user()
	assert blocked(user) == set()
	user.add_roles("Social Worker")
	assert "Website" in blocked(user)


@pytest.mark.parametrize("role", ["System Manager", "OPS Administrator", "Workspace Manager"])
def test_an_administrator_sees_everything(role):
	assert blocked(make_user("Head of Centre", role)) == set()


def test_a_user_without_a_role_of_ours_is_left_alone():
	assert blocked(make_user("Website Manager")) == set()


def test_blocked_modules_of_the_offices_own_stay():
	user = make_user("Family Assistant", block_modules=[{"module": "Website"}])
	assert blocked(user) == {"Website"}
	assert not frappe.db.get_value("User", user.name, "module_profile")


def test_it_is_given_once_and_never_again():
	user = make_user("Family Assistant")
	user.reload()
	user.module_profile = None
	user.set("block_modules", [])
	user.save()
	user.add_roles("Family Coordinator")
	assert blocked(user) == set()


def test_the_offices_profile_is_not_overwritten():
	# Not saved as a document: v16 locks a saved profile until a worker has brought it to its users.
	others = {"parenttype": "Module Profile", "parent": PROFILE, "module": ["!=", "Website"]}
	frappe.db.delete("Block Module", others)
	create_module_profile.execute()
	create_module_profile.execute()
	frappe.clear_document_cache("Module Profile", PROFILE)
	assert [row.module for row in frappe.get_doc("Module Profile", PROFILE).block_modules] == ["Website"]


def test_without_the_profile_nothing_is_done():
	frappe.delete_doc("Module Profile", PROFILE, force=True)
	assert blocked(make_user("Family Assistant")) == set()


def test_uninstalling_shows_the_workspaces_again():
	user = make_user("Family Assistant")
	take_profile_away()
	assert blocked(user) == set()
	assert not frappe.db.get_value("User", user.name, "module_profile")
	assert not frappe.db.exists("Module Profile", PROFILE)
