"""Several requests at the same moment over real HTTP, for the tests of rules that look at other rows."""

import json
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Barrier

import requests

import frappe
from frappe.translate import get_translation_dict_from_file
from frappe.utils import strip_html

from opsfamily.permissions.known import get_family_column
from opsfamily.setup import check
from opsfamily.tests.factories import assign, email, make_family
from tests.rest.http import Person

ROUNDS, AT_ONCE = range(6), 4
# No sentence that tells why is shorter.
SHORTEST = 15
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
		assert answer.ok or is_gone(answer) or tells_why(answer), answer.text[-1500:]
	return answers


def is_gone(answer: requests.Response) -> bool:
	"""Whether another request has deleted the document by then: of that the framework says 404 and no word."""
	return answer.status_code == 404 and answer.request.method == "DELETE"


def tells_why(answer: requests.Response) -> bool:
	"""Whether a refusal says why, and begins each sentence in Polish: the framework adds to some of its own."""
	messages = json.loads(answer.json().get("_server_messages", "[]"))
	sentences = [json.loads(message)["message"] for message in messages]
	return bool(sentences) and all(
		any(pattern.match(strip_html(sentence)) for pattern in get_polish()) for sentence in sentences
	)


@cache
def get_polish() -> list[re.Pattern]:
	"""What the app and the framework may say in Polish, with anything in the places of their {0}."""
	apps = ("frappe", "opsfamily")
	said = [
		text for app in apps for text in get_translation_dict_from_file(find_file(app), "pl", app).values()
	]
	patterns = [re.sub(r"\\{\w*\\}", ".*", re.escape(strip_html(text))) for text in said]
	# One that is all placeholder would fit anything.
	return [
		re.compile(pattern, re.DOTALL) for pattern in patterns if len(pattern.replace(".*", "")) > SHORTEST
	]


def find_file(app: str) -> str:
	return frappe.get_app_path(app, "translations", "pl.csv")


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
