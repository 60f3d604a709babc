"""The page for a phone over real HTTP: two taps at once, a lost answer, refusals, a logout."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import frappe
from frappe.utils import strip_html

from opsfamily.ops_visits.page.quick_visit.quick_visit import LOGGED_OUT_COOKIE
from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.rest.http import Person

API = "opsfamily.ops_visits.page.quick_visit.quick_visit."
SECRET = "Tajnopisarska"


@pytest.fixture(scope="module")
def family(committed) -> str:
	def make() -> str:
		family = factories.make_family(representative="Rodzina z telefonu", home_warning=SECRET).name
		factories.assign(family)
		return family

	return committed(make)


@pytest.fixture
def key() -> str:
	return frappe.generate_hash(length=24)


def typed(family: str, **values) -> str:
	# Far from the hours of other tests: the people of the section are shared.
	times = {"visit_date": "2023-03-01", "from_time": "15:00", "to_time": "16:00"}
	return frappe.as_json(
		{
			"family": family,
			"kind": "wizyta w rodzinie",
			"actions": "rozmowa",
			"course": SECRET,
			**times,
			**values,
		}
	)


def visits(key: str) -> list:
	frappe.db.rollback()
	return frappe.get_all("Family Visit", {"entry_key": key}, ["name", "course"], order_by="name")


def test_taps_at_the_same_moment_make_one_visit(family, key):
	taps = 4
	people = [Person(email("assistant")) for _tap in range(taps)]
	with ThreadPoolExecutor(taps) as pool:
		answers = list(pool.map(lambda p: p.do(f"{API}save", entry_key=key, visit=typed(family)), people))
	assert {answer.status_code for answer in answers} == {200}, [answer.text for answer in answers]
	assert len({answer.json()["message"]["name"] for answer in answers}) == 1
	assert len(visits(key)) == 1


def test_a_lost_answer_is_asked_for_again(family, key):
	visit = typed(family, visit_date="2023-03-02")
	first = Person(email("assistant")).do(f"{API}save", entry_key=key, visit=visit).json()
	assert Person(email("assistant")).do(f"{API}save", entry_key=key, visit=visit).json() == first


@pytest.mark.parametrize("key_of", ["stranger", "social_worker", "consultant", "administrator", "nobody"])
def test_an_outsider_is_refused(family, key, key_of):
	person = Person(email(key_of))
	answers = [
		person.do(f"{API}save", entry_key=key, visit=typed(family)),
		person.do(f"{API}save_draft", family=family, entry_key=key, payload="{}"),
	]
	assert [answer.status_code for answer in answers] == [403, 403]
	answers += [
		person.call(f"{API}start"),
		person.do(f"{API}discard_draft", family=family),
		person.do(f"{API}device_key", device="urzadzenie"),
	]
	assert all(answer.status_code in (200, 403) for answer in answers)
	assert not any(SECRET in answer.text or family in answer.text for answer in answers)
	assert visits(key) == []


def test_a_refusal_names_its_field_in_polish(family, key):
	answer = Person(email("assistant")).do(f"{API}save", entry_key=key, visit=typed(family, to_time="14:00"))
	assert answer.status_code == 417
	message = strip_html(
		frappe.parse_json(frappe.parse_json(answer.json()["_server_messages"])[0])["message"]
	)
	assert message.startswith("Godzina do (14:00) musi być późniejsza niż Godzina od (15:00)")
	assert visits(key) == []


@pytest.mark.parametrize("method", ["save", "save_draft", "discard_draft", "device_key"])
def test_what_changes_something_is_posted(method):
	assert Person(email("assistant")).call(f"{API}{method}").status_code == 403


ODD = [
	"null",
	"[]",
	"{}",
	'{"family": 5}',
	'{"family": {"a": 1}}',
	"x" * 100,
	"%s",
	'{"participants": [1, {}]}',
]


@pytest.mark.parametrize("odd", ODD)
def test_odd_input_never_breaks(family, key, odd):
	assistant = Person(email("assistant"))
	values = frappe.parse_json(odd) if odd.startswith("{") else {}
	for answer in (
		assistant.do(f"{API}save", entry_key=key, visit=odd),
		assistant.do(f"{API}save", entry_key=odd, visit=typed(family)),
		assistant.do(
			f"{API}save", entry_key=key, visit=typed(**{"family": family, "visit_date": odd, **values})
		),
		assistant.do(f"{API}save_draft", family=odd, entry_key=key, payload=odd),
		assistant.do(f"{API}discard_draft", family=odd),
		assistant.do(f"{API}device_key", device=odd),
	):
		assert answer.status_code < 500, answer.text[:1500]
	assert visits(key) == []


def test_a_logout_tells_the_device(family):
	assistant = Person(email("assistant"))
	tag = assistant.do(f"{API}device_key", device="urzadzenie").json()["message"]["tag"]
	answer = assistant.do("logout")
	assert answer.cookies.get(LOGGED_OUT_COOKIE) == tag


def test_a_draft_is_not_logged_as_a_deletion(family, key):
	assistant = Person(email("assistant"))
	kept = assistant.do(f"{API}save_draft", family=family, entry_key=key, payload='{"course": "x"}')
	assert kept.json()["message"] == {"visit": None}
	assert assistant.do(f"{API}discard_draft", family=family).ok
	frappe.db.rollback()
	assert not frappe.db.exists("Visit Draft", {"family": family})
	assert not frappe.db.exists("Deleted Document", {"deleted_doctype": "Visit Draft"})
