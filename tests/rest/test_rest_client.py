"""The main job with a public client library (frappe-client on PyPI), as in the README."""

import io

import openpyxl
import pytest
from frappeclient import FrappeClient
from frappeclient.frappeclient import FrappeException

import frappe
from frappe.core.doctype.user.user import generate_keys

from opsfamily.tests.factories import PASSWORD, assign, email, make_family
from tests.rest.http import ADDRESS, BASE

F4 = "F4 Karta czasu pracy"


@pytest.fixture(scope="module")
def family(committed) -> str:
	def make() -> dict:
		family = make_family(representative="Rodzina Klienta")
		assign(family.name, "client")
		return {"Family": family}

	return committed(make)["Family"].name


def log_in(key: str) -> FrappeClient:
	"""With an API key and its secret token, made anew as a user does on their own page."""
	frappe.set_user("Administrator")
	secret = generate_keys(email(key))["api_secret"]
	frappe.db.commit()
	api_key = frappe.db.get_value("User", email(key), "api_key")
	client = FrappeClient(BASE, api_key=api_key, api_secret=secret)
	client.session.headers["Host"] = ADDRESS.netloc
	return client


@pytest.fixture(scope="module")
def assistant(family) -> FrappeClient:
	return log_in("client")


@pytest.fixture(scope="module")
def coordinator(family) -> FrappeClient:
	return log_in("coordinator")


def visit(family: str, **values) -> dict:
	return {
		"doctype": "Family Visit",
		"family": family,
		"visit_date": "2026-10-05",
		"from_time": "15:00",
		"to_time": "17:00",
		"kind": "wizyta w rodzinie",
		"participants": [{"full_name": "Maria Testowa"}],
		"course": "Omówiono wydatki.",
		**values,
	}


def download(client: FrappeClient, method: str, **arguments) -> bytes:
	answer = client.session.get(f"{client.url}/api/method/{method}", params=arguments)
	assert answer.ok, answer.text
	return answer.content


def test_the_main_job(assistant, coordinator, family):
	first = assistant.insert(visit(family))
	assert (first["minutes"], first["month"], first["assistant"]) == (120, "2026-10", email("client"))
	card = assistant.insert({"doctype": "Assistant Timesheet", "family": family, "month": "2026-10"})
	assert card["total_minutes"] == 120

	assistant.insert(visit(family, from_time="18:00", to_time="18:20", kind="rozmowa telefoniczna"))
	stale = assistant.get_doc("Assistant Timesheet", card["name"])
	assert (stale["out_of_date"], stale["total_minutes"], stale["minutes_now"]) == (1, 120, 140)
	move = {"doctype": "Assistant Timesheet", "name": card["name"]}
	with pytest.raises(FrappeException, match="CardOutOfDateError"):
		assistant.update({**move, "workflow_state": "Card Sent"})

	card = assistant.post_api("opsfamily.api.fetch_visits", {"timesheet": card["name"]})
	assert (card["total_minutes"], card["timesheet_minutes"], len(card["rows"])) == (140, 120, 2)
	assert assistant.update({**move, "workflow_state": "Card Sent"})["sent_by"] == email("client")
	with pytest.raises(FrappeException):
		assistant.update({**move, "workflow_state": "Card Accepted", "docstatus": 1})
	accepted = coordinator.update({**move, "workflow_state": "Card Accepted", "docstatus": 1})
	assert (accepted["docstatus"], accepted["accepted_by"]) == (1, email("coordinator"))

	pdf = download(
		assistant,
		"frappe.utils.print_format.download_pdf",
		doctype="Assistant Timesheet",
		name=card["name"],
		format=F4,
	)
	assert pdf.startswith(b"%PDF")
	xlsx = download(assistant, "opsfamily.api.timesheet_xlsx", timesheet=card["name"])
	cells = [cell.value for row in openpyxl.load_workbook(io.BytesIO(xlsx)).active for cell in row]
	assert "Klara Kliencka" in " ".join(str(value) for value in cells)


def test_lists_and_values(assistant, family):
	assert [row["name"] for row in assistant.get_list("Family", fields=["name"])] == [family]
	assert (
		assistant.get_value("Family", "representative", {"name": family})["representative"]
		== "Rodzina Klienta"
	)


def test_a_refusal_names_its_rule(assistant, family):
	with pytest.raises(FrappeException, match="BlankTimeError"):
		assistant.insert(visit(family, visit_date="2026-09-01", from_time=""))
	with pytest.raises(FrappeException, match="TimeOrderError"):
		assistant.insert(visit(family, visit_date="2026-09-01", to_time="14:00"))


def test_a_wrong_token_opens_nothing(family):
	client = FrappeClient(BASE, api_key="0123456789abcde", api_secret="0123456789abcde")
	client.session.headers["Host"] = ADDRESS.netloc
	assert client.session.get(f"{BASE}/api/resource/Family/{family}").status_code in (401, 403)


def test_a_password_logs_in_too(family):
	client = FrappeClient(BASE)
	client.session.headers["Host"] = client.headers["Host"] = ADDRESS.netloc
	client.login(email("client"), PASSWORD)
	assert [row["name"] for row in client.get_list("Family", fields=["name"])] == [family]
