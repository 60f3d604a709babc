"""What finding promises: own cases first, closed ones below, children for the day centre's staff, nothing foreign."""

import pytest

import frappe

from opsfamily.ops_casework.page.find.find import MOST_OF_A_KIND, find
from opsfamily.permissions.rule import forget_families
from opsfamily.tests.factories import assign, email, make_family
from opsfamily.tests.make_daycentre import CENTRE, make_centre, make_enrolment

NAME = "Gżegżółkowska"


@pytest.fixture
def family(site):
	family = make_family(
		representative=f"{NAME} Łucja",
		phone="699 111 222",
		members=[
			{
				"full_name": f"Jan {NAME}",
				"birth_date": "2016-01-01",
				"kinship": "syn",
				"former_names": "Jan Źrebak",
			},
			{"full_name": f"Ewa {NAME}", "birth_date": "2000-01-01", "left_on": "2020-01-01"},
		],
		support_network=[{"kind": "szkoła", "institution": "Szkoła w Żukowie", "phone": "58 111 22 33"}],
	)
	# As a changed name leaves it on the page (case/names.py).
	frappe.db.set_value("Family Member", family.members[0].name, "former_names", "Jan Źrebak")
	assign(family.name)
	return family


def titles(text: str, kind: str = "") -> list[str]:
	return [result["title"] for result in find(text) if kind in ("", result["kind"])]


def test_a_family_its_people_and_institutions(family, as_user):
	with as_user(email("assistant")):
		assert titles("gzegzol", "family") == [f"{NAME} Łucja"]
		# Who has left stands below who is there.
		assert titles("GZEGZOL", "person") == [f"Jan {NAME}", f"Ewa {NAME}"]
		assert titles("zrebak") == [f"Jan {NAME}"]
		assert titles("szk zuk") == ["Szkoła w Żukowie"]
		assert titles("699111222", "family") == [f"{NAME} Łucja"]
		assert titles("581112233") == ["Szkoła w Żukowie"]
		assert titles("g") == []


def test_a_stranger_and_a_clerk_find_nothing(family, as_user):
	for who in ("stranger", "clerk", "nobody", "day_centre", "administrator"):
		with as_user(email(who)):
			assert find("gzegzol") == find(family.name) == find("699111222") == [], who


def test_a_former_worker_finds_nothing(family, as_user):
	with as_user(email("assistant")):
		assert find("gzegzol")
	assignment = frappe.db.get_value("Case Assignment", {"family": family.name, "user": email("assistant")})
	frappe.db.set_value("Case Assignment", assignment, "until_date", frappe.utils.add_days(None, -1))
	forget_families()
	with as_user(email("assistant")):
		assert find("gzegzol") == []


def test_closed_cases_stand_below_and_say_so(family, as_user):
	closed = make_family(representative=f"{NAME} Adela")
	frappe.db.set_value("Family", closed.name, "status", "Case Closed")
	with as_user(email("head")):
		found = [result for result in find(NAME) if result["kind"] == "family"]
	assert [result["title"] for result in found] == [f"{NAME} Łucja", f"{NAME} Adela"]
	assert frappe._("Case Closed") in found[1]["detail"]


def test_no_more_of_a_kind_than_one_looks_through(site, as_user):
	for number in range(MOST_OF_A_KIND + 2):
		make_family(representative=f"Przepełniona {number}", members=[])
	with as_user(email("coordinator")):
		assert len(titles("przepeln", "family")) == MOST_OF_A_KIND


def test_an_institution_of_several_families_is_found_once(family, as_user):
	for name in ("Druga Rodzina", "Trzecia Rodzina"):
		make_family(
			representative=name,
			members=[],
			support_network=[{"kind": "szkoła", "institution": "Szkoła w Żukowie", "phone": "581112233"}],
		)
	with as_user(email("assistant")):
		(found,) = find("zukow")
		assert "Druga" not in found["detail"] and "2" not in found["detail"]
	with as_user(email("head")):
		(found,) = find("zukow")
		assert found["detail"].endswith("i inne: 2")


def test_typed_markup_comes_back_as_it_was_typed(site, as_user):
	make_family(representative="Znacznik <b>A & B</b>", members=[])
	with as_user(email("head")):
		assert titles("znacznik") == ["Znacznik <b>A & B</b>"]


def test_the_staff_of_a_day_centre_find_the_child_and_nothing_of_its_family(family, as_user):
	make_centre(CENTRE, email("day_centre"))
	enrolment = make_enrolment(family.name, child=f"Jan {NAME}")
	forget_families()
	with as_user(email("day_centre")):
		(found,) = find("jan gzegzol")
	assert found["route"] == ["Day Centre Enrolment", enrolment.name]
	assert family.name not in str(found)
	assert not found["phone"]
