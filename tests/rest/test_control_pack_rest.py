"""Who gets a control pack and its file over HTTP: coordinator and head, and nobody else."""

from io import BytesIO
from time import sleep

import pytest
from openpyxl import load_workbook

import frappe

from opsfamily.core.control_pack import BEING_MADE, READY
from opsfamily.ops_casework.doctype.control_pack import job
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import assign, day, email, make_assessment, make_family, submitted
from opsfamily.tests.make_control_pack import make_pack
from tests.rest.http import Guest, Person

MAKE = "opsfamily.api.make_control_pack"
SECONDS = 90
REFUSED = (401, 403, 404)
OUTSIDERS = (
	"client",
	"other_assistant",
	"social_worker",
	"consultant",
	"administrator",
	"day_centre",
	"nobody",
	"clerk",
)


@pytest.fixture(scope="module")
def made(committed) -> dict:
	"""A pack that is ready, with its file, and a draft, both of the client's family."""

	def make() -> dict:
		family = make_family(representative="Rodzina Pakietowa")
		assign(family.name, "client")
		submitted(make_assessment(family.name, parenting="Tajemnica pakietu."))
		with acting_as(email("coordinator")):
			ready, draft = make_pack(family.name), make_pack(family.name)
			ready.begin()
			job.run(ready.name)
		file = frappe.get_last_doc("File", {"attached_to_name": ready.name})
		return {"Family": family, "Control Pack": ready, "Draft": draft, "File": file}

	return committed(make)


@pytest.mark.parametrize("key", OUTSIDERS)
def test_others_get_neither_record_nor_file(made, key):
	person, pack = Person(email(key)), made["Control Pack"]
	answers = [
		person.get(f"/api/resource/Control Pack/{pack.name}"),
		person.get(made["File"].file_url),
		person.get(f"/api/resource/File/{made['File'].name}"),
		person.do(MAKE, pack=made["Draft"].name),
		person.call("frappe.desk.query_report.run", report_name="Control Sheet", filters="{}"),
	]
	assert [answer.status_code for answer in answers if answer.status_code not in REFUSED] == []
	assert not any("Tajemnica" in answer.text or "Pakietowa" in answer.text for answer in answers)


@pytest.mark.parametrize("key", OUTSIDERS)
def test_others_list_none(made, key):
	answer = Person(email(key)).get("/api/resource/Control Pack")
	assert answer.status_code in REFUSED or answer.json()["data"] == []


def test_a_guest_gets_no_file(made):
	assert Guest().get(made["File"].file_url).status_code in REFUSED


@pytest.mark.parametrize("key", ["coordinator", "head"])
def test_coordinator_and_head_get_the_file(made, key):
	answer = Person(email(key)).get(made["File"].file_url)
	assert answer.status_code == 200
	assert answer.content.startswith(b"%PDF")


def test_a_pack_is_made_in_the_background(made):
	"""From the button to the file, by the bench's own worker."""
	coordinator, name = Person(email("coordinator")), made["Draft"].name
	assert coordinator.do(MAKE, pack=name).json()["message"] == BEING_MADE
	assert coordinator.do(MAKE, pack=name).status_code == 417
	for _second in range(SECONDS):
		status = coordinator.get(f"/api/resource/Control Pack/{name}").json()["data"]["status"]
		if status != BEING_MADE:
			break
		sleep(1)
	assert status == READY


def test_making_is_no_get(made):
	assert Person(email("coordinator")).call(MAKE, pack=made["Draft"].name).status_code == 403


@pytest.mark.parametrize("name", ["", "PAKIET-1999-0001", "[1]", "{}"])
def test_a_pack_that_is_not_there_is_a_clear_refusal(made, name):
	answer = Person(email("coordinator")).do(MAKE, pack=name)
	assert 400 <= answer.status_code < 500


def test_the_sheet_of_the_section_is_a_table_to_keep(made):
	"""As XLSX, for the coordinator; a client's assistant gets none."""
	filters = {"from_date": str(day(-365)), "until_date": str(day())}
	export = {
		"report_name": "Control Sheet",
		"file_format_type": "Excel",
		"filters": frappe.as_json(filters),
		"visible_idx": frappe.as_json(list(range(1000))),
	}
	answer = Person(email("coordinator")).do("frappe.desk.query_report.export_query", **export)
	assert answer.status_code == 200 and answer.content[:2] == b"PK"
	sheet = load_workbook(BytesIO(answer.content)).active
	families = {cell.value for row in sheet.iter_rows() for cell in row}
	assert made["Family"].name in families
	assert Person(email("client")).do("frappe.desk.query_report.export_query", **export).status_code == 403
