"""A month closed in one go: what is wrong, all cards at once, one refusal that stops nobody else."""

import pytest

import frappe

from opsfamily.core.timesheet import ACCEPTED, DRAFT, RETURNED, SENT
from opsfamily.exceptions import CardStateError, EmptyDocumentError, MonthError, ReasonMissingError
from opsfamily.notify import get_acceptors
from opsfamily.ops_visits.doctype.assistant_timesheet.assistant_timesheet import SelfAcceptanceError
from opsfamily.ops_visits.page.month_close import cards as month_cards
from opsfamily.ops_visits.page.month_close import month_close
from opsfamily.ops_visits.page.month_close.cards import DONE, KEPT, MADE, REFRESHED, REFUSED, RUNNING, WAITING
from opsfamily.setup.workflows import TIMESHEET
from opsfamily.tests.factories import (
	accepted,
	assign,
	day,
	email,
	end_before_app,
	fresh,
	make_family,
	make_timesheet,
	make_visit,
	returned,
	sent,
)
from opsfamily.tests.make_employment import make_absence, make_employment
from opsfamily.tests.make_safety import make_other_work

CARD = "Assistant Timesheet"
# Nobody else's tests write in this month.
MONTH = "2026-02"


pytestmark = pytest.mark.usefixtures("nothing_is_committed")


@pytest.fixture(autouse=True)
def forgotten_progress(site):
	yield
	frappe.cache.delete_keys("user:*opsfamily_month_close")


def family_of(key: str = "assistant", name: str = "Rodzina Kowalskich", **values) -> str:
	family = make_family(representative=name, **values).name
	assign(family, key, from_date=day(-1000))
	return family


def visit(family: str, on: int = 10, **values):
	return make_visit(family, **{"visit_date": f"{MONTH}-{on:02d}", **values})


def card_for(family: str, **values):
	return make_timesheet(family, month=MONTH, **values)


def screen(as_user, key: str = "assistant", month: str = MONTH) -> dict:
	with as_user(email(key)):
		return month_close.screen(month)


def own_rows(as_user, families: list[str]) -> dict[str, dict]:
	rows = screen(as_user)["own"]["rows"]
	return {row["family"]: row for row in rows if row["family"] in families}


def problems(as_user, *words: str) -> list[tuple[str, str]]:
	found = screen(as_user)["own"]["problems"]
	return [(p["kind"], p["text"]) for p in found if any(word in p["text"] for word in words)]


def section_rows(as_user, key: str = "coordinator") -> dict[str, dict]:
	groups = screen(as_user, key)["section"]["assistants"]
	return {row["family"]: {**row, "assistant": g["assistant"]} for g in groups for row in g["rows"]}


def state_of(card) -> str:
	return frappe.db.get_value(CARD, getattr(card, "name", card), "workflow_state")


# what is wrong


def test_a_family_without_a_contact_is_told(as_user):
	family = family_of(name="Rodzina Cicha")
	assert problems(as_user, "Rodzina Cicha") == [
		("no_contact", "Rodzina Cicha: brak kontaktu w tym miesiącu.")
	]
	visit(family)
	assert problems(as_user, "Rodzina Cicha") == []


def test_a_family_with_calls_only_is_told(as_user):
	visit(family_of(name="Rodzina Telefoniczna"), kind="rozmowa telefoniczna", participants=[])
	[(kind, text)] = problems(as_user, "Rodzina Telefoniczna")
	assert (kind, "brak wizyty" in text) == ("no_visit", True)


def test_a_case_that_ended_owes_no_contact(as_user):
	family = family_of(name="Rodzina Zamknięta")
	end_before_app(family, day(-1))
	assert problems(as_user, "Rodzina Zamknięta") == []


def test_a_case_that_began_later_owes_no_contact(as_user):
	family = make_family(representative="Rodzina Późna").name
	assign(family, from_date="2026-03-01")
	assert problems(as_user, "Rodzina Późna") == []


def test_contacts_that_overlap_are_told(as_user):
	one, other = family_of(name="Rodzina Pierwsza"), family_of(name="Rodzina Druga")
	visit(one)
	second = visit(other, from_time="17:00", to_time="18:00")
	assert not any(kind == "overlap" for kind, _text in problems(as_user, "Rodzina Druga"))
	# Past the rule of the form, as an import or a race could write it.
	frappe.db.set_value("Family Visit", second.name, {"from_time": "16:30:00", "minutes": 90})
	[(kind, text)] = problems(as_user, "Rodzina Druga")
	assert kind == "overlap"
	assert "15:00–17:00 (Rodzina Pierwsza)" in text and "16:30–18:00 (Rodzina Druga)" in text


def test_a_contact_of_the_evening_before_overlaps(as_user):
	family = family_of(name="Rodzina Nocna")
	night = {"visit_date": "2026-01-31", "from_time": "22:00", "to_time": "01:00", "ends_next_day": 1}
	make_visit(family, **night)
	late = visit(family, on=1, from_time="02:00", to_time="03:00")
	frappe.db.set_value("Family Visit", late.name, {"from_time": "00:30:00", "minutes": 150})
	assert [kind for kind, _text in problems(as_user, "Rodzina Nocna")] == ["overlap"]


def test_a_card_out_of_date_is_told(as_user):
	family = family_of(name="Rodzina Zmienna")
	visit(family)
	card = card_for(family)
	assert problems(as_user, "Rodzina Zmienna") == []
	visit(family, on=11)
	assert problems(as_user, "Rodzina Zmienna") == [
		("out_of_date", "Rodzina Zmienna: na karcie jest 2:00, według wizyt 4:00.")
	]
	told = next(p for p in screen(as_user)["own"]["problems"] if p["kind"] == "out_of_date")
	assert (told["where"], told["document"]) == (CARD, card.name)


def test_a_returned_card_is_told_first_with_its_reason(as_user):
	family = family_of(name="Rodzina Zwrócona")
	visit(family)
	returned(card_for(family))
	visit(family, on=12)
	found = problems(as_user, "Rodzina Zwrócona")
	assert [kind for kind, _text in found] == ["returned", "out_of_date"]
	assert "brak opisu wizyty" in found[0][1]


def test_an_unsigned_visit_is_told(as_user):
	family = family_of(name="Rodzina Niepodpisana")
	unsigned = visit(family, signature_mode="On Screen")
	visit(family, on=11)
	[(kind, _text)] = problems(as_user, "Rodzina Niepodpisana")
	told = next(p for p in screen(as_user)["own"]["problems"] if p["document"] == unsigned.name)
	assert kind == told["kind"] == "unsigned"


def test_text_stays_as_it_was_written(as_user):
	visit(family_of(name="<b>Ćwik</b> & „Syn”"))
	names = [row["representative"] for row in screen(as_user)["own"]["rows"]]
	assert "<b>Ćwik</b> & „Syn”" in names


# the assistant


def test_only_own_families_in_their_order(as_user):
	own = [family_of(name=name) for name in ("Żuk", "Adamska")]
	family_of("other_assistant", name="Cudza")
	shown = [row["representative"] for row in screen(as_user)["own"]["rows"]]
	assert "Cudza" not in shown
	assert shown.index("Adamska") < shown.index("Żuk")
	assert set(own_rows(as_user, own)) == set(own)


def test_a_family_that_one_left_is_gone(as_user):
	family = make_family(representative="Rodzina Dawna").name
	assign(family, from_date=day(-1000), until_date=day(-1))
	visit(family)
	assert own_rows(as_user, [family]) == {}


def prepared(as_user, key: str = "assistant") -> dict[str, dict]:
	with as_user(email(key)):
		month_cards.prepare_cards(MONTH)
		progress = frappe.cache.get_value(month_cards._get_progress_key(MONTH), user=email(key), expires=True)
	assert progress["total"] == len(progress["results"])
	return {result["family"]: result for result in progress["results"]}


def test_cards_are_made_refreshed_and_kept(as_user):
	new, old, same = family_of(), family_of(), family_of()
	for number, family in enumerate((new, old, same)):
		visit(family, on=number + 1)
	stale, kept = card_for(old), card_for(same)
	visit(old, on=15)
	results = prepared(as_user)
	assert [results[family]["outcome"] for family in (new, old, same)] == [MADE, REFRESHED, KEPT]
	assert results[old]["card"] == stale.name and fresh(stale).total_minutes == 240
	made = frappe.get_doc(CARD, results[new]["card"])
	assert (made.assistant, made.total_minutes, made.owner) == (
		email("assistant"),
		120,
		email("assistant"),
	)
	assert str(fresh(kept).modified) == str(kept.modified)
	assert {r["outcome"] for r in prepared(as_user).values()} == {KEPT}


def test_a_sent_card_is_kept_and_a_silent_family_gets_none(as_user):
	family, silent = family_of(), family_of()
	visit(family)
	card = sent(card_for(family))
	results = prepared(as_user)
	assert silent not in results
	assert results[family]["outcome"] == KEPT and state_of(card) == SENT


def test_one_refusal_stops_no_other_family(as_user, monkeypatch):
	good, bad, broken = family_of(), family_of(), family_of()
	for number, family in enumerate((bad, broken, good)):
		visit(family, on=number + 1)
	real = month_cards.make_or_refresh

	def refuse(family: str, month: str, office: dict | None = None) -> dict:
		answer = real(family, month, office)
		if family == bad:
			frappe.throw("Ta rodzina nie ma <b>adresu</b>.")
		if family == broken:
			raise KeyError("nobody expects this")
		return answer

	monkeypatch.setattr(month_cards, "make_or_refresh", refuse)
	results = prepared(as_user)
	assert results[good]["outcome"] == MADE
	assert (results[bad]["outcome"], results[bad]["reason"]) == (REFUSED, "Ta rodzina nie ma adresu.")
	assert results[broken]["reason"].startswith("Nieoczekiwany błąd")
	# What was half done for them is undone.
	assert not frappe.db.exists(CARD, {"family": ["in", [bad, broken]]})
	assert frappe.db.exists(CARD, {"family": good})
	assert frappe.db.exists("Error Log", {"method": "Closing a month"})


def test_it_is_said_to_be_done_after_the_commit_only(as_user):
	visit(family_of())
	with as_user(email("assistant")):
		month_cards.prepare_cards(MONTH)
		key = month_cards._get_progress_key(MONTH)
		assert frappe.cache.get_value(key, user=email("assistant"), expires=True)["state"] == RUNNING
		frappe.db.after_commit.run()
		assert month_cards.get_progress(MONTH)["state"] == DONE


def test_a_job_that_broke_off_says_so(as_user):
	with as_user(email("assistant")):
		month_cards._write_progress(MONTH, {"state": WAITING, "total": 0, "results": []})
		assert month_cards.get_progress(MONTH)["state"] == month_cards.STOPPED
	with as_user(email("other_assistant")):
		assert month_cards.get_progress(MONTH)["state"] == month_cards.NONE


def test_all_cards_are_sent_and_each_refusal_is_told(as_user):
	ready, back, stale, empty = (family_of(name=name) for name in ("A", "B", "C", "D"))
	for number, family in enumerate((ready, back, stale)):
		visit(family, on=number + 1)
	cards = [card_for(family) for family in (ready, back, stale, empty)]
	returned(cards[1])
	visit(stale, on=20)
	with as_user(email("assistant")):
		results = {result["card"]: result for result in month_close.send(MONTH)}
	outcomes = [results[card.name]["outcome"] for card in cards]
	assert outcomes == [SENT, SENT, REFUSED, REFUSED]
	assert "Pobierz wizyty" in results[cards[2].name]["reason"]
	assert [state_of(card) for card in cards] == [SENT, SENT, DRAFT, DRAFT]
	assert fresh(cards[0]).sent_by == email("assistant")
	assert frappe.get_all("Comment", {"reference_name": cards[0].name, "comment_type": "Workflow"})


def test_cards_move_without_the_platforms_workflow_too(as_user):
	family = family_of()
	visit(family)
	card = card_for(family)
	frappe.db.set_value("Workflow", TIMESHEET.name, "is_active", 0)
	frappe.clear_cache(doctype=CARD)
	frappe.cache.hdel("workflow", CARD)
	try:
		with as_user(email("assistant")):
			month_close.send(MONTH)
		assert state_of(card) == SENT
		with as_user(email("coordinator")):
			month_close.accept(frappe.as_json([card.name]))
		assert frappe.db.get_value(CARD, card.name, ["workflow_state", "docstatus"]) == (ACCEPTED, 1)
	finally:
		frappe.db.rollback()
		frappe.clear_cache(doctype=CARD)
		frappe.cache.hdel("workflow", CARD)


# the coordinator


def test_all_cards_with_sums_and_differences(as_user):
	one, other, none, owing = family_of(), family_of("other_assistant"), family_of(), family_of()
	visit(owing, on=12)
	make_visit(one, visit_date="2026-01-10", from_time="10:00", to_time="13:30")
	visit(one)
	visit(one, on=11, kind="rozmowa telefoniczna", participants=[], to_time="15:20")
	visit(other, assistant=email("other_assistant"))
	first = sent(card_for(one))
	second = card_for(other, assistant=email("other_assistant"))
	frappe.db.set_value("Family Visit", {"family": other}, "minutes", 60)
	rows = section_rows(as_user)
	row = rows[one]
	assert (row["card"], row["state"], row["assistant"]) == (first.name, SENT, email("assistant"))
	assert (row["contacts"], row["minutes"], row["timesheet_minutes"]) == (2, 140, 120)
	assert (row["minutes_before"], row["change"], row["differs"]) == (210, -70, False)
	assert row["may_decide"]
	assert (rows[other]["card"], rows[other]["differs"], rows[other]["minutes_now"]) == (
		second.name,
		True,
		60,
	)
	assert (rows[none]["card"], rows[none]["contacts_now"]) == (None, 0)
	assert (rows[owing]["card"], rows[owing]["minutes"], rows[owing]["change"]) == (None, 120, 120)
	assert (rows[owing]["direct_minutes"], rows[owing]["timesheet_minutes"]) == (120, 120)
	section = screen(as_user, "coordinator")["section"]
	for group in section["assistants"]:
		assert group["sums"]["minutes"] == sum(each["minutes"] for each in group["rows"])
		assert group["sums"]["cards"] + group["sums"]["missing"] == len(group["rows"])
	sums = section["sums"]
	assert sums["minutes"] == sum(group["sums"]["minutes"] for group in section["assistants"])
	assert sums["change"] == sums["minutes"] - sums["minutes_before"]


def test_sent_cards_are_accepted_and_others_told(as_user):
	ready, draft = family_of(), family_of()
	visit(ready)
	visit(draft, on=11)
	cards = [sent(card_for(ready)), card_for(draft)]
	with as_user(email("coordinator")):
		answer = month_close.accept(frappe.as_json([*(card.name for card in cards), "KARTA-NO"]))
	results = {result["card"]: result for result in answer}
	assert [results[card.name]["outcome"] for card in cards] == [ACCEPTED, REFUSED]
	assert "Wersja robocza" in results[cards[1].name]["reason"]
	assert len(results) == 2
	assert fresh(cards[0]).accepted_by == email("coordinator")


def test_what_the_coordinator_has_sent_is_offered_to_somebody_else(as_user):
	family = family_of()
	visit(family)
	card = card_for(family)
	with as_user(email("coordinator")):
		sent(card)
	row = section_rows(as_user)[family]
	assert (row["may_decide"], row["needs_reason"], row["is_sender"]) == ("", False, True)
	assert row["may_return"]
	assert card.name not in screen(as_user, "coordinator")["section"]["waiting"]
	assert card.name in screen(as_user, "head")["section"]["waiting"]


def test_alone_the_sender_is_asked_why(as_user):
	own, others = family_of(), family_of()
	for number, family in enumerate((own, others)):
		visit(family, on=10 + number)
	card, other = card_for(own), sent(card_for(others))
	with as_user(email("coordinator")):
		sent(card)
	alone = [user for user in get_acceptors() if user != email("coordinator")]
	frappe.db.set_value("User", {"name": ["in", alone]}, "enabled", 0)
	section = screen(as_user, "coordinator")["section"]
	assert {card.name, other.name} <= set(section["waiting"])
	assert card.name in section["needs_reason"] and other.name not in section["needs_reason"]
	with as_user(email("coordinator")):
		refused = month_close.accept(frappe.as_json([card.name]))
		done = month_close.accept(frappe.as_json([card.name, other.name]), "jeden koordynator")
	assert [result["outcome"] for result in refused] == [REFUSED]
	assert [result["outcome"] for result in done] == [ACCEPTED, ACCEPTED]
	reasons = [fresh(each).sole_acceptance_reason for each in (card, other)]
	assert reasons == ["jeden koordynator", None]


def test_nobody_accepts_or_returns_their_own(as_user):
	key = "working_coordinator"
	family = family_of(key)
	visit(family, assistant=email(key))
	card = card_for(family, assistant=email(key))
	with as_user(email(key)):
		assert [result["outcome"] for result in month_close.send(MONTH)] == [SENT]
		assert not section_rows(as_user, key)[family]["may_decide"]
		[result] = month_close.accept(frappe.as_json([card.name]))
		with pytest.raises(SelfAcceptanceError):
			month_close.send_back(card.name, "pomyłka")
	assert result["outcome"] == REFUSED and "asystent" in result["reason"]


def test_a_returned_card_says_why_and_its_assistant_is_told(as_user):
	family = family_of()
	visit(family)
	card = sent(card_for(family))
	with as_user(email("coordinator")):
		month_close.send_back(card.name, "  brak miejsca spotkania ")
	card = fresh(card)
	assert (card.workflow_state, card.return_reason) == (RETURNED, "brak miejsca spotkania")
	notice = frappe.get_last_doc("Notification Log", {"document_name": card.name})
	assert (notice.for_user, notice.from_user) == (email("assistant"), email("coordinator"))
	assert notice.subject == f"Zwrócono kartę {card.name} za luty 2026."
	# It may go out by other ways, so nothing of the family stands there.
	assert "brak miejsca" not in f"{notice.subject}{notice.email_content}"


def test_a_return_needs_a_reason_and_a_sent_card(as_user):
	family = family_of()
	visit(family)
	card = card_for(family)
	with as_user(email("coordinator")):
		with pytest.raises(CardStateError):
			month_close.send_back(card.name, "za wcześnie")
		card = sent(card)
		with pytest.raises(ReasonMissingError):
			month_close.send_back(card.name, "  ")
	assert (fresh(card).workflow_state, fresh(card).return_reason) == (SENT, None)
	assert not frappe.db.exists("Notification Log", {"document_name": card.name})


# who may


@pytest.mark.parametrize("key", ["assistant", "social_worker", "consultant", "administrator", "nobody"])
def test_who_decides_on_no_card(key, as_user):
	family = family_of()
	visit(family)
	card = sent(card_for(family))
	with as_user(email(key)):
		with pytest.raises(frappe.PermissionError):
			month_close.accept(frappe.as_json([card.name]))
		with pytest.raises(frappe.PermissionError):
			month_close.send_back(card.name, "bo tak")
	assert state_of(card) == SENT


@pytest.mark.parametrize("key", ["social_worker", "consultant", "administrator", "nobody"])
def test_who_has_no_month(key, as_user):
	with as_user(email(key)):
		for ask in (month_close.screen, month_close.prepare, month_close.send, month_close.progress):
			with pytest.raises(frappe.PermissionError):
				ask(MONTH)


def test_each_sees_their_part(as_user):
	assistant, coordinator = screen(as_user), screen(as_user, "coordinator")
	both = screen(as_user, "working_coordinator")
	assert assistant["own"] and assistant["progress"] and not assistant["section"]
	assert coordinator["section"] and not coordinator["own"]
	assert both["own"] and both["section"]


def test_a_stranger_gets_no_papers(as_user):
	family = family_of(name="Rodzina Tajna")
	visit(family)
	card_for(family)
	with as_user(email("stranger")), pytest.raises(EmptyDocumentError):
		month_close.papers(MONTH, email("assistant"))


@pytest.mark.parametrize("month", ["2026-13", "luty", "2999-01", "0001-01", "2026-2"])
def test_what_is_no_month_is_refused(month, as_user):
	with as_user(email("assistant")), pytest.raises(MonthError):
		month_close.screen(month)


def test_the_months_beside(as_user):
	shown = screen(as_user)
	assert (shown["title"], shown["previous"], shown["next"]) == ("luty 2026", "2026-01", "2026-03")
	this_month = str(day())[:7]
	assert screen(as_user, month=this_month)["next"] is None


# the papers


def test_both_papers_of_every_family_in_the_families_order(as_user):
	from tests.site.papers import pdf_text

	first, second = family_of(name="Rodzina Żak"), family_of(name="Rodzina Adamska")
	for number, family in enumerate((first, second)):
		visit(family, on=number + 1)
		card_for(family)
	with as_user(email("assistant")):
		month_close.papers(MONTH)
	answer = frappe.local.response
	assert (answer.type, answer.filename) == ("pdf", f"karty-{MONTH}.pdf")
	pages = pdf_text(answer.filecontent).rstrip("\f").split("\f")
	of = [
		("Adamska", "czasu pracy"),
		("Adamska", "REALIZACJI"),
		("Żak", "czasu pracy"),
		("Żak", "REALIZACJI"),
	]
	assert len(pages) == len(of)
	for page, (name, title) in zip(pages, of, strict=True):
		assert name in page and title in page
	logged = {"export_from": CARD, "user": email("assistant"), "file_type": "PDF"}
	names = frappe.get_all(CARD, {"family": ["in", [first, second]]}, pluck="name", order_by="name")
	for name in names:
		assert frappe.db.count("Access Log", {**logged, "reference_document": name}) == 2


def test_an_accepted_month_is_printed_too(as_user):
	family = family_of()
	visit(family)
	accepted(card_for(family))
	with as_user(email("coordinator")):
		month_close.papers(MONTH, email("assistant"))
	assert frappe.local.response.filecontent.startswith(b"%PDF")


# what counts as a contact, and whose time it is


def test_an_attempt_is_work_and_no_contact(as_user):
	family = family_of(name="Rodzina Nieobecna")
	visit(family, kind="nieobecność rodziny w domu", to_time="15:15")
	row = own_rows(as_user, [family])[family]
	assert (row["contacts_now"], row["visits_now"], row["minutes_now"]) == (0, 1, 15)
	assert problems(as_user, "Rodzina Nieobecna") == [
		("no_contact", "Rodzina Nieobecna: brak kontaktu w tym miesiącu.")
	]
	card = card_for(family)
	row = section_rows(as_user)[family]
	assert (row["contacts"], row["visits"], row["minutes"], row["differs"]) == (0, 1, 15, False)
	sent(card)


def test_one_meeting_counts_once_for_the_worker_and_once_for_each_family(as_user):
	one, other = family_of(name="Rodzina Wspólna"), family_of(name="Rodzina Druga Wspólna")
	before = screen(as_user)["own"]["other"]["whole"]
	first = visit(one, on=11)
	visit(other, on=11, same_meeting_as=first.name)
	rows = own_rows(as_user, [one, other])
	assert [rows[family]["minutes_now"] for family in (one, other)] == [120, 120]
	assert screen(as_user)["own"]["other"]["whole"] == before + 120
	assert not any(kind == "overlap" for kind, _text in problems(as_user, "Rodzina Wspólna"))
	groups = screen(as_user, "coordinator")["section"]["assistants"]
	group = next(group for group in groups if group["assistant"] == email("assistant"))
	assert group["other"]["whole"] == before + 120


def test_direct_hours_leave_calls_and_attempts_out(as_user):
	family = family_of()
	visit(family)
	visit(family, on=12, kind="rozmowa telefoniczna")
	visit(family, on=13, kind="nieobecność rodziny w domu")
	card_for(family)
	row = section_rows(as_user)[family]
	assert (row["minutes"], row["direct_minutes"]) == (360, 120)


# the norm


def test_the_norm_is_next_to_what_was_worked(as_user):
	family = family_of()
	visit(family)
	make_other_work(work_date=f"{MONTH}-11", minutes=90)
	make_employment(from_date=f"{MONTH}-01", fte=0.5)
	own, section = screen(as_user)["own"]["norm"], screen(as_user, "coordinator")["section"]
	assert own == {"norm": 3600, "worked": 210, "difference": -3390}
	[group] = [group for group in section["assistants"] if group["assistant"] == email("assistant")]
	assert group["norm"] == own


def test_a_day_of_absence_lowers_the_norm(as_user):
	visit(family_of())
	make_employment(from_date=f"{MONTH}-01", fte=0.5)
	make_absence(from_date=f"{MONTH}-02", until_date=f"{MONTH}-03")
	# Two of the twenty working days of February 2026.
	assert screen(as_user)["own"]["norm"]["norm"] == 3240


def test_without_employment_there_is_no_norm(as_user):
	visit(family_of())
	assert screen(as_user)["own"]["norm"] is None


def test_hours_with_a_family_that_one_left_count_for_the_norm(as_user):
	family = family_of()
	visit(family)
	make_employment(from_date=f"{MONTH}-01")
	frappe.db.set_value("Case Assignment", {"family": family}, "until_date", day(-100))
	own = screen(as_user)["own"]
	assert family not in [row["family"] for row in own["rows"]]
	assert (own["norm"]["worked"], own["other"]["whole"]) == (120, 120)
