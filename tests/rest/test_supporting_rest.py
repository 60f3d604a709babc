"""A supporting family over real HTTP: proposal, the head's opinion, the agreement, costs; each by whose step it is."""

import pytest

import frappe

from opsfamily.exceptions import NotHeadError, ReasonMissingError
from opsfamily.ops_teamwork.doctype.supporting_family.supporting_family import CostError, OpinionError
from opsfamily.tests.factories import assign, email, make_family
from tests.rest.http import Person
from tests.rest.test_closing_rest import made, post, put, refused

DOCTYPE, MOTHER = "Supporting Family", "Maria Wspierana"
KEYS = ("client", "coordinator", "head", "consultant", "stranger", "day_centre", "clerk")
AGREEMENT = {
	"signed_on": "2026-10-01",
	"from_date": "2026-10-01",
	"until_date": "2027-09-30",
	"parties": "Gmina, państwo Tajni",
	"cost_rules": "Bilety",
	"monthly_limit": 300,
}


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	yield {key: Person(email(key)) for key in KEYS}
	frappe.set_user("Administrator")
	frappe.db.rollback()


@pytest.fixture
def family(committed) -> str:
	def make():
		name = make_family(representative=MOTHER, members=[{"full_name": MOTHER}]).name
		assign(name, "client", from_date="2020-01-01")
		assign(name, "consultant", "Psychologist")
		return name

	return committed(make)


def propose(person: Person, family: str, **values):
	about = {"proposed_on": "2026-09-20", "supporting_people": "Państwo Tajni", "interview_on": "2026-09-22"}
	return post(person, DOCTYPE, **{"family": family, **about, "helps_care": 1, **values})


def give_opinion(person: Person, name: str, **values):
	opinion = {"opinion": "Positive", "opinion_on": "2026-09-25", "opinion_reason": "Warunki dobre."}
	return put(person, DOCTYPE, name, **{**opinion, **values})


def test_from_the_proposal_to_the_end(people, family):
	name = made(propose(people["client"], family))["name"]
	refused(give_opinion(people["client"], name), NotHeadError, "Opinia kierownika")
	refused(put(people["coordinator"], DOCTYPE, name, docstatus=1, **AGREEMENT), OpinionError, "pozytywnej")
	assert made(give_opinion(people["head"], name))["opinion_by"] == email("head")
	assert put(people["client"], DOCTYPE, name, docstatus=1, **AGREEMENT).status_code == 403
	assert made(put(people["coordinator"], DOCTYPE, name, docstatus=1, **AGREEMENT))["docstatus"] == 1
	cost = {"cost_date": "2026-10-17", "purpose": "bilety", "amount": 64.5}
	assert made(put(people["coordinator"], DOCTYPE, name, costs=[cost]))["total_costs"] == 64.5
	outside = {**cost, "cost_date": "2026-09-30"}
	refused(put(people["coordinator"], DOCTYPE, name, costs=[outside]), CostError, "Wiersz 1")
	assert not put(people["coordinator"], DOCTYPE, name, monthly_limit=900).ok
	ended = {"ended_on": "2026-11-15"}
	refused(put(people["coordinator"], DOCTYPE, name, **ended), ReasonMissingError, "Powód")
	assert made(put(people["coordinator"], DOCTYPE, name, **ended, end_reason="wyjazd"))["ended_on"]


def test_it_is_on_the_familys_page_and_on_paper(people, family):
	name = made(propose(people["client"], family))["name"]
	page = people["client"].call("opsfamily.api.family_overview", family=family).json()["message"]
	assert "Państwo Tajni" in page and "czeka na opinię" in page
	printed = people["client"].get(
		f"/printview?doctype={DOCTYPE}&name={name}&format=Umowa z rodziną wspierającą"
	)
	assert printed.ok and "UMOWA Z RODZINĄ WSPIERAJĄCĄ" in printed.text


@pytest.mark.parametrize("key", ["stranger", "day_centre", "clerk"])
def test_it_is_nobodys_business(people, family, key):
	name = made(propose(people["client"], family))["name"]
	answer = people[key].get(f"/api/resource/{DOCTYPE}/{name}")
	assert answer.status_code == 403 and "Tajni" not in answer.text
	listed = people[key].get(f"/api/resource/{DOCTYPE}")
	assert listed.status_code == 403 or listed.json()["data"] == []
	assert propose(people[key], family).status_code == 403
	printed = people[key].get(f"/printview?doctype={DOCTYPE}&name={name}")
	assert not printed.ok and "Tajni" not in printed.text


def test_a_consultant_reads_and_writes_nothing(people, family):
	name = made(propose(people["client"], family))["name"]
	assert people["consultant"].get(f"/api/resource/{DOCTYPE}/{name}").ok
	assert propose(people["consultant"], family).status_code == 403
	assert put(people["consultant"], DOCTYPE, name, tasks="x").status_code == 403
