"""Several requests at the same moment over real HTTP, for the tests of rules that look at other rows."""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import requests

import frappe

from opsfamily.permissions.known import get_family_column
from opsfamily.setup import check
from opsfamily.tests.factories import assign, email, make_family
from tests.rest.http import Person

ROUNDS, AT_ONCE = range(6), 4
VISIT = {
	"from_time": "15:00",
	"to_time": "16:00",
	"kind": "wizyta w rodzinie",
	"participants": [{"full_name": "Maria Testowa"}],
}
Call = Callable[[Person], requests.Response]


def make_case(assistant: bool) -> str:
	network = [{"kind": "szkoła", "institution": "SP nr 2"}]
	family = make_family(representative="Rodzina Równoczesna", support_network=network).name
	if assistant:
		assign(family, "client")
	return family


def make_drafts(committed, make: Callable, *arguments) -> list[str]:
	"""As many documents as there are requests at once, made one after the other: their names."""
	return committed(lambda: [make(*arguments).name for _part in range(AT_ONCE)])


def make_sessions(key: str) -> list[Person]:
	first = Person(email(key))
	# Between two rounds the server closes a connection that is kept open.
	first.headers["Connection"] = "close"
	return [first, *(first.twin() for _other in range(AT_ONCE - 1))]


def at_once(sessions: list[Person], calls: Iterable[Call]) -> list[requests.Response]:
	"""The answers to calls that are sent at the same moment, each in a session of its own."""
	calls = list(calls)
	assert len(calls) >= AT_ONCE
	start = Barrier(len(calls))

	def send(session: Person, call: Call) -> requests.Response:
		start.wait()
		return call(session)

	with ThreadPoolExecutor(len(calls)) as pool:
		answers = list(pool.map(send, sessions, calls))
	for answer in answers:
		assert answer.status_code < 500, answer.text[-1500:]
	return answers


def post(doctype: str, values: dict) -> Call:
	return lambda person: person.post(f"/api/resource/{doctype}", data=json.dumps(values, default=str))


def put(doctype: str, name: str, **values) -> Call:
	body = json.dumps(values, default=str)
	return lambda person: person.put(f"/api/resource/{doctype}/{name}", data=body)


def do(method: str, **arguments) -> Call:
	return lambda person: person.do(method, **arguments)


def count(doctype: str, **filters) -> int:
	frappe.db.rollback()
	return frappe.db.count(doctype, filters)


def wins(answers: list[requests.Response]) -> int:
	return sum(answer.ok for answer in answers)


def find_broken(families: Iterable[str]) -> list[tuple[str, tuple[str, str]]]:
	"""The rules between documents that documents of these families break (`setup/check.py`)."""
	frappe.db.rollback()
	families = set(families)
	found = [
		(each.rule, document) for each in (rule() for rule in check.RULES) for document in each.documents
	]
	return [(rule, document) for rule, document in found if get_family(*document) in families]


def get_family(doctype: str, name: str) -> str | None:
	"""The family of a document; None for one that has none."""
	column = get_family_column(doctype)
	return frappe.db.get_value(doctype, name, column) if column else None
