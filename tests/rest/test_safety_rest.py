"""Screening, hours beside the families and outings over real HTTP, as the user whose step it is."""

import json

import pytest

import frappe
from frappe.utils import add_days, getdate

from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import NotAMemberError, OutingEndError, SomebodyElsesWorkError
from opsfamily.ops_consultation.doctype.screening.screening import NextScreeningError, ScreeningAgeError
from opsfamily.ops_visits.doctype.home_outing.home_outing import (
	OutingClosedError,
	SecondOutingError,
	ServerClockError,
)
from opsfamily.ops_visits.doctype.home_outing.outings import tell_of_missed_ends
from opsfamily.ops_visits.doctype.other_work_time.other_work_time import (
	OtherWorkOffError,
	OverlappingWorkError,
	WorkTimeClosedError,
	WorkTimeError,
)
from opsfamily.tests.factories import assign, day, email, make_family, make_visit
from tests.rest.http import Person
from tests.rest.test_closing_rest import made, post, put, refused

WARNING = "pies bez kagańca"
KEYS = ("client", "social_worker", "consultant", "coordinator", "stranger", "newcomer")


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	yield {key: Person(email(key)) for key in KEYS}
	frappe.set_user("Administrator")
	frappe.db.rollback()
	# No family's, so no eraser of families knows them.
	frappe.db.delete("Other Work Time", {"worker": ["in", [email("client"), email("newcomer")]]})
	frappe.db.commit()


@pytest.fixture
def family(committed) -> str:
	def make():
		child = {"full_name": "Lena Przesiewowa", "birth_date": "2024-07-08", "health": "wcześniak"}
		name = make_family(representative="Rodzina Przesiewowa", members=[child], home_warning=WARNING).name
		assign(name, "client", from_date="2020-01-01")
		assign(name, "social_worker", "Social Worker")
		assign(name, "consultant", "Consultant")
		return name

	return committed(make)


# screening


def screening_of(family: str, **values) -> dict:
	defaults = {"child": "Lena Przesiewowa", "tool": "ASQ:SE-2", "screened_on": "2026-09-22"}
	return {"family": family, **defaults, "result": "Above Cut-Off", "follow_up": "poradnia-tajna", **values}


def test_the_consultant_oversees_screening(people, family):
	answer = made(post(people["consultant"], "Screening", **screening_of(family)))
	assert (answer["age"], answer["next_due"]) == ("26 mies. 14 dni", "2027-03-22")
	path = f"/api/resource/Screening/{answer['name']}"
	assert people["client"].get(path).json()["data"]["result"] == "Above Cut-Off"
	seen = people["social_worker"].get(path)
	assert seen.ok and "poradnia-tajna" not in seen.text and "Above Cut-Off" not in seen.text
	report = people["client"].call(
		"frappe.desk.query_report.run",
		report_name="Deadlines",
		filters=json.dumps({"family": family, "clock": "Screening Due"}),
	)
	assert "ASQ:SE-2: Lena Przesiewowa" in report.text
	page = people["client"].call("opsfamily.api.family_overview", family=family).json()["message"]
	assert "powyżej progu" in page
	page = people["social_worker"].call("opsfamily.api.family_overview", family=family).json()["message"]
	assert "ASQ:SE-2" in page and "powyżej progu" not in page


@pytest.mark.parametrize(
	("values", "exception", "word"),
	[
		({"child": "Obce Dziecko"}, NotAMemberError, "Dziecko"),
		({"screened_on": "2999-01-01"}, FutureDateError, "Dzień badania"),
		({"screened_on": "2024-07-07"}, ScreeningAgeError, "08.07.2024"),
		({"weeks_early": 19}, ScreeningAgeError, "18"),
		({"next_due": "2026-09-21"}, NextScreeningError, "22.09.2026"),
	],
)
def test_what_a_screening_refuses(people, family, values, exception, word):
	refused(post(people["client"], "Screening", **screening_of(family, **values)), exception, word)
	assert not frappe.db.exists("Screening", {"family": family})


def test_a_screening_that_is_nobodys_business(people, family):
	name = made(post(people["client"], "Screening", **screening_of(family)))["name"]
	for key in ("stranger", "newcomer"):
		answer = people[key].get(f"/api/resource/Screening/{name}")
		assert answer.status_code == 403 and "tajna" not in answer.text
		assert people[key].get("/api/resource/Screening").json()["data"] == []
	assert post(people["stranger"], "Screening", **screening_of(family)).status_code == 403
	assert post(people["social_worker"], "Screening", **screening_of(family)).status_code == 403


# hours beside the families


def test_an_assistants_hours(people, committed):
	committed(lambda: frappe.db.delete("Other Work Time", {"worker": email("client")}))
	client, today = people["client"], str(getdate())
	hours = {"work_date": today, "kind": "szkolenie", "from_time": "00:00", "to_time": "00:30"}
	entry = made(post(client, "Other Work Time", **hours, description="słowo-tajne"))
	assert (entry["minutes"], entry["worker"]) == (30, email("client"))
	state = client.call("opsfamily.api.other_work_state").json()["message"]
	assert state == {"is_counted": True, "last_kind": "szkolenie"}
	screen = client.call("opsfamily.ops_visits.page.month_close.month_close.screen", month=today[:7]).json()[
		"message"
	]
	assert screen["own"]["other"]["kinds"] == [{"kind": "szkolenie", "minutes": 30}]
	section = people["coordinator"].call(
		"opsfamily.ops_visits.page.month_close.month_close.screen", month=today[:7]
	)
	groups = {group["assistant"]: group for group in section.json()["message"]["section"]["assistants"]}
	assert groups[email("client")]["other"]["minutes"] == 30
	made(put(client, "Other Work Time", entry["name"], kind="dojazd"))
	assert client.delete(f"/api/resource/Other Work Time/{entry['name']}").ok


def test_what_an_entry_refuses(people, committed):
	committed(lambda: frappe.db.delete("Other Work Time", {"worker": email("client")}))
	client = people["client"]

	def ask(**values):
		return post(client, "Other Work Time", **{"work_date": day(), "kind": "spotkanie", **values})

	visit = committed(
		lambda: (
			make_visit(
				make_family().name,
				assistant=email("client"),
				visit_date=day(),
				from_time="00:05",
				to_time="00:10",
			).name
		)
	)
	refused(ask(from_time="00:00", to_time="00:06"), OverlappingWorkError, visit, "00:05–00:10")
	refused(ask(minutes=24 * 60), WorkTimeError, "24:05")
	refused(ask(minutes=-5), WorkTimeError, "Minuty")
	refused(ask(), WorkTimeError, "Minuty")
	refused(ask(from_time="10:00"), WorkTimeError, "Godzina do")
	refused(ask(from_time="10:00", to_time="09:00"), WorkTimeError, "Godzina do")
	refused(ask(work_date=day(1), minutes=5), FutureDateError, "Dzień")
	refused(ask(work_date=add_days(getdate(), -70), minutes=5), WorkTimeClosedError, "koordynator")
	refused(ask(worker=email("newcomer"), minutes=5), SomebodyElsesWorkError, "Pracownik")
	assert not frappe.db.exists("Other Work Time", {"worker": email("client")})
	theirs = {"worker": email("newcomer"), "work_date": str(day(-70)), "kind": "spotkanie", "minutes": 5}
	name = made(post(people["coordinator"], "Other Work Time", **theirs, description="słowo-tajne"))["name"]
	for key in ("client", "stranger"):
		answer = people[key].get(f"/api/resource/Other Work Time/{name}")
		assert answer.status_code == 403 and "tajne" not in answer.text
		assert put(people[key], "Other Work Time", name, worker=email(key)).status_code == 403
		rows = people[key].get("/api/resource/Other Work Time", params={"limit_page_length": 0}).text
		assert name not in rows
	assert post(people["social_worker"], "Other Work Time", **theirs).status_code == 403
	assert people["social_worker"].call("opsfamily.api.other_work_state").status_code == 403
	assert people["newcomer"].get(f"/api/resource/Other Work Time/{name}").ok


def test_an_office_that_does_not_count_them(people, committed):
	def switch(on: int):
		return committed(lambda: frappe.db.set_single_value("OPS Settings", "counts_other_work", on))

	switch(0)
	try:
		entry = {"work_date": day(), "kind": "spotkanie", "minutes": 5}
		refused(post(people["client"], "Other Work Time", **entry), OtherWorkOffError, "Ustawienia OPS")
		screen = (
			people["client"]
			.call("opsfamily.ops_visits.page.month_close.month_close.screen")
			.json()["message"]
		)
		assert screen["own"]["other"] is None
	finally:
		switch(1)


# going out


def go(person: Person, family: str, **values):
	return person.do("opsfamily.api.go_out", family=family, **values)


def test_out_and_back(people, family, stored):
	client = people["client"]
	assert client.call("opsfamily.api.visit_context", family=family).json()["message"]["warning"] == WARNING
	out = go(client, family, minutes=60).json()["message"]
	assert (out["family"], out["is_late"], out["was_told"]) == (family, False, False)
	assert (
		client.call("opsfamily.ops_visits.page.quick_visit.quick_visit.start").json()["message"]["outing"]
		== out
	)
	page = people["coordinator"].call("opsfamily.api.family_overview", family=family).json()["message"]
	assert "Teraz u rodziny" in page
	refused(go(client, family, minutes=30), SecondOutingError, out["outing"], "Jestem z powrotem")
	longer = client.do("opsfamily.api.stay_longer", outing=out["outing"], minutes=120).json()["message"]
	assert longer["back_at"] != out["back_at"]
	assert client.do("opsfamily.api.come_back", outing=out["outing"]).ok
	assert stored("Home Outing", out["outing"], "status") == "Is Back"
	assert client.call("opsfamily.api.current_outing").json().get("message") is None
	refused(client.do("opsfamily.api.stay_longer", outing=out["outing"], minutes=30), OutingClosedError)


def test_what_going_out_refuses(people, family):
	client = people["client"]
	for values in ({}, {"minutes": 0}, {"minutes": -30}, {"until": "po pracy"}, {"until": "25:00"}):
		refused(go(client, family, **values), OutingEndError, "Spodziewany powrót")
	refused(go(client, family, minutes=17 * 60), OutingEndError, "16")
	assert client.call("opsfamily.api.go_out", family=family, minutes=30).status_code == 403, "GET"
	assert go(people["stranger"], family, minutes=30).status_code == 403
	assert not frappe.db.exists("Home Outing", {"family": family})


def test_hours_are_not_typed_and_nobody_closes_anothers(people, family, stored):
	client = people["client"]
	outing = go(client, family, minutes=30).json()["message"]["outing"]
	typed = {"left_at": "2026-01-01 08:00:00", "returned_at": "2026-01-01 09:00:00", "status": "Is Back"}
	for fieldname, value in typed.items():
		refused(put(client, "Home Outing", outing, **{fieldname: value}), ServerClockError)
	refused(put(client, "Home Outing", outing, expected_end="2026-01-01 08:00:00"), OutingEndError)
	theirs = people["social_worker"].do("opsfamily.api.come_back", outing=outing)
	refused(theirs, SomebodyElsesWorkError, "Pracownik")
	for method in ("come_back", "stay_longer"):
		answer = people["stranger"].do(f"opsfamily.api.{method}", outing=outing, minutes=30)
		assert answer.status_code == 403 and family not in answer.text
	assert people["stranger"].get(f"/api/resource/Home Outing/{outing}").status_code == 403
	assert people["stranger"].get("/api/resource/Home Outing").json()["data"] == []
	assert stored("Home Outing", outing, "status") == "Out"
	assert people["coordinator"].do("opsfamily.api.come_back", outing=outing).ok
	assert stored("Home Outing", outing, "closed_by") == "Ewa Koordynatorka"


def test_missed_told_and_the_visit_that_ends_it(people, family, committed, stored):
	client = people["client"]
	outing = go(client, family, minutes=30).json()["message"]["outing"]
	past = frappe.utils.add_to_date(frappe.utils.now_datetime(), minutes=-1)

	def miss():
		frappe.db.set_value("Home Outing", outing, {"alarm_at": past, "left_at": "2020-01-01 08:00:00"})
		tell_of_missed_ends()

	committed(miss)
	assert stored("Home Outing", outing, "status") == "Not Back in Time"
	bell = {"document_name": outing, "for_user": email("coordinator")}
	assert frappe.db.count("Notification Log", bell) == 1
	assert client.call("opsfamily.api.current_outing").json()["message"]["was_told"]
	# Left at noon of a day long past, which is the visit's.
	visit = {
		"visit_date": "2020-01-01",
		"from_time": "08:30",
		"to_time": "09:00",
		"kind": "wizyta w rodzinie",
	}
	name = made(post(client, "Family Visit", family=family, assistant=email("client"), **visit))["name"]
	assert stored("Home Outing", outing, ["status", "closed_by"]) == ("Is Back", name)
	assert frappe.db.count("Notification Log", bell) == 2
