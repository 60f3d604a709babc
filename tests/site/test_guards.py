"""Records of the core that would open a family to somebody are refused when they are written."""

import pytest

import frappe

from opsfamily.permissions import reach
from opsfamily.permissions.files import ForeignFileError
from opsfamily.permissions.guards import RolesConflictError, SharingRefusedError
from opsfamily.tests import factories
from opsfamily.tests.factories import email

BOTH = ("Family Assistant", "Social Worker")


@pytest.fixture
def family(site) -> str:
	family = factories.make_family().name
	factories.assign(family)
	return family


def test_an_assistant_is_not_also_a_social_worker(site):
	user = frappe.get_doc("User", email("assistant"))
	with pytest.raises(RolesConflictError, match=r"art\. 17"):
		user.add_roles("Social Worker")


def test_nor_through_a_role_profile(site):
	roles = [{"role": role} for role in BOTH]
	with pytest.raises(RolesConflictError):
		frappe.get_doc({"doctype": "Role Profile", "role_profile": "Oboje", "roles": roles}).insert()


def test_nor_by_a_profile_given_to_somebody(site):
	profile = {"doctype": "Role Profile", "role_profile": "Prowadzący"}
	frappe.get_doc({**profile, "roles": [{"role": "Social Worker"}]}).insert()
	user = frappe.get_doc("User", email("assistant"))
	user.role_profile_name = "Prowadzący"
	user.append("roles", {"role": "Family Assistant"})
	user.save()
	assert not set(BOTH) <= {row.role for row in user.roles}


@pytest.mark.parametrize(
	("doctype", "values"),
	[
		("DocShare", {"share_doctype": "Family", "share_name": "{}", "user": email("stranger"), "read": 1}),
		("Document Share Key", {"reference_doctype": "Family", "reference_docname": "{}"}),
		("Document Follow", {"ref_doctype": "Family", "ref_docname": "{}", "user": email("stranger")}),
		(
			"ToDo",
			{
				"reference_type": "Family",
				"reference_name": "{}",
				"allocated_to": email("stranger"),
				"description": "x",
			},
		),
	],
)
def test_a_family_is_not_shared(family, doctype, values):
	filled = {key: family if value == "{}" else value for key, value in values.items()}
	with pytest.raises(SharingRefusedError):
		frappe.get_doc({"doctype": doctype, **filled}).insert(ignore_permissions=True)


def test_a_task_goes_to_people_on_the_case(family):
	task = {"doctype": "ToDo", "reference_type": "Family", "reference_name": family, "description": "x"}
	assert frappe.get_doc({**task, "allocated_to": email("assistant")}).insert().name


def test_other_documents_are_shared_as_ever(site):
	note = frappe.get_doc({"doctype": "Note", "title": frappe.generate_hash(length=8)}).insert()
	share = {"doctype": "DocShare", "share_doctype": "Note", "share_name": note.name, "read": 1}
	assert frappe.get_doc({**share, "user": email("stranger")}).insert(ignore_permissions=True).name


def test_a_file_on_a_family_is_private_and_stays_so(family):
	file = {"doctype": "File", "file_name": "zaświadczenie.txt", "content": "treść", "is_private": 0}
	made = frappe.get_doc({**file, "attached_to_doctype": "Family", "attached_to_name": family}).insert()
	assert made.is_private
	assert made.file_url.startswith("/private/files/")
	made.is_private = 0
	with pytest.raises((ForeignFileError, FileNotFoundError)):
		made.save()


def test_documents_of_others_are_repeated_as_ever(site):
	repeat = {"doctype": "Auto Repeat", "disabled": 0}
	reach.guard_record(frappe.get_doc({**repeat, "reference_doctype": "Note"}))
	with pytest.raises(reach.ReachRefusedError):
		reach.guard_record(frappe.get_doc({**repeat, "reference_doctype": "Family"}))


def test_no_flag_leaves_the_guard_out(site):
	form = frappe.get_doc({"doctype": "Web Form", "title": "x", "doc_type": "Family"})
	form.flags.ignore_validate = form.flags.ignore_permissions = True
	with pytest.raises(reach.ReachRefusedError):
		form.insert()
