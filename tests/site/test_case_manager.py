"""The case manager: clocks, the page, the family's page and its file, the paper; nothing for a stranger."""

import pytest

import frappe

from opsfamily import api
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.digest import get_notices
from opsfamily.clocks.register import get_deadlines
from opsfamily.core.access_copy import Person
from opsfamily.ops_casework.doctype.access_copy.sources import get_prepared_entries
from opsfamily.ops_casework.doctype.family import completeness as file_complete
from opsfamily.ops_casework.doctype.family.overview import get_overview, get_overview_html
from opsfamily.ops_paper.together import make_blank_pdf, make_pdf
from opsfamily.ops_paper.values import paper_date
from opsfamily.ops_teamwork.page.case_manager import case_manager as manager_page
from opsfamily.permissions.rule import forget_families
from opsfamily.permissions.session import acting_as
from opsfamily.tests.base import forget_setting
from opsfamily.tests.factories import assign, cancelled, day, email, fresh, make_family, submitted
from opsfamily.tests.make_analysis import SENSITIVE, make_case_analysis, make_cooperation, make_task
from opsfamily.tests.make_conference import make_conference
from tests.site.papers import assert_in_order, one_line, page_of, pdf_text, text_of

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

MANAGER, PAPER = "working_consultant", "Analiza przypadku"
HOSTILE = "<script>alert('x')</script> {{ 7*7 }} {% raw %} <b>gruby</b> & 1 < 2"
WORDING = """ANALIZA PRZYPADKU | rodzina – imię i nazwisko przedstawiciela | data analizy | poziom analizy
	| wcześniejsza analiza | analizę prowadzi | Kto bierze udział i co ustalił: | 1. imię i nazwisko
	| zawód lub instytucja | obszary | Wnioski: | złożoność przypadku | Menedżer ds. przypadku:
	| czy potrzebny jest menedżer ds. przypadku? | specjaliści w sprawie | uzasadnienie | proponowany menedżer
	| podpis prowadzącego analizę | podpis koordynatora"""
SCHOOL = "SP nr 2"
NEEDED = {"needs_manager": "Yes", "manager_reason": "trzech specjalistów"}


@pytest.fixture
def family(site) -> str:
	network = [{"kind": "szkoła", "institution": SCHOOL}, {"kind": "urząd", "institution": "PUP"}]
	name = make_family(support_network=network).name
	assign(name)
	return name


@pytest.fixture
def manager(family):
	return assign(family, MANAGER, "Case Manager", from_date=day(-20))


def needed(family: str, **values):
	return submitted(make_case_analysis(family, **{**NEEDED, **values}))


def rows(family: str, clock: str) -> list[tuple]:
	found = get_deadlines(Cases(family), clock)
	return [(str(row.due), row.responsible, row.document) for row in found]


# clocks


def test_a_delegated_task_until_it_has_an_outcome(family, manager):
	own = make_task(family, given_to=email("assistant"), due_date=day(3))
	outside = make_task(family, due_date=day(5))
	assert rows(family, "Delegated Task Due") == [
		(str(day(3)), email("assistant"), own.name),
		(str(day(5)), email(MANAGER), outside.name),
	]
	for outcome in ("Done", "Partly Done", "Not Done", "Withdrawn"):
		fresh(own).update({"outcome": outcome}).save()
		assert rows(family, "Delegated Task Due") == [(str(day(5)), email(MANAGER), outside.name)]


def test_a_review_counts_from_the_managers_first_day(family, manager):
	assert rows(family, "Case Review Due") == [(str(day(22)), email(MANAGER), manager.name)]
	needed(family, analysis_date=day(-21))
	assert rows(family, "Case Review Due") == [(str(day(22)), email(MANAGER), manager.name)]


def test_a_review_moves_the_next_one(family, manager):
	draft = make_case_analysis(family, analysis_date=day(-2), **NEEDED)
	assert rows(family, "Case Review Due")[0][0] == str(day(22))
	submitted(draft)
	assert rows(family, "Case Review Due") == [(str(day(40)), email(MANAGER), draft.name)]
	cancelled(draft)
	assert rows(family, "Case Review Due")[0][0] == str(day(22))


def test_a_conference_that_was_held_is_a_review_too(family, manager):
	submitted(make_case_analysis(family, analysis_date=day(-9), **NEEDED))
	planned = make_conference(family, conference_date=day(-4))
	assert rows(family, "Case Review Due")[0][0] == str(day(33))
	held = submitted(planned)
	assert rows(family, "Case Review Due") == [(str(day(38)), email(MANAGER), held.name)]
	assert page(MANAGER)[family]["last_review"]["label"] == frappe._("Case Conference")


def test_the_office_says_how_often(family, manager):
	frappe.db.set_single_value("OPS Settings", "case_review_weeks", 2)
	assert rows(family, "Case Review Due")[0][0] == str(day(-6))
	frappe.db.set_single_value("OPS Settings", "case_review_weeks", 0)
	assert rows(family, "Case Review Due") == []
	forget_setting("case_review_weeks")
	assert rows(family, "Case Review Due")[0][0] == str(day(22))


def test_nobody_reviews_where_nobody_manages(family):
	needed(family)
	assert rows(family, "Case Review Due") == []


def test_when_the_manager_goes_the_coordinator_is_told(family, manager):
	task = make_task(family, due_date=day(2))
	manager.update({"until_date": day(-1)}).save()
	assert rows(family, "Case Review Due") == []
	assert rows(family, "Delegated Task Due") == [(str(day(2)), None, task.name)]
	with acting_as(email("coordinator")):
		told = [notice.deadline.document for notice in get_notices(email("coordinator"), Cases(family))]
	assert task.name in told


def test_a_consultant_who_manages_is_told(family, manager):
	make_task(family, due_date=day(2))
	with acting_as(email(MANAGER)):
		told = {notice.deadline.clock for notice in get_notices(email(MANAGER), Cases(family))}
	assert told == {"Delegated Task Due", "Case Review Due"}
	with acting_as(email("coordinator")):
		told = {notice.deadline.clock for notice in get_notices(email("coordinator"), Cases(family))}
	assert "Delegated Task Due" not in told


def test_a_stranger_learns_nothing_of_them(family, manager):
	make_task(family)
	with acting_as(email("stranger")):
		assert [row for row in get_deadlines() if row.family == family] == []


# the page


def page(user: str, family: str = "") -> dict[str, dict]:
	with acting_as(email(user)):
		return {row["family"]: row for row in manager_page.screen(family)["rows"]}


def test_the_manager_sees_the_own_families(family, manager):
	other = make_family().name
	assign(other, MANAGER, "Psychologist")
	late = make_task(family, due_date=day(-1), delegated_on=day(-9), given_to=email("assistant"))
	done = make_task(family, task="zrobione", outcome="Done", result="jest", done_on=day(-1))
	analysis = needed(family, analysis_date=day(-3))
	found = page(MANAGER)
	assert set(found) & {family, other} == {family}
	row = found[family]
	assert (row["manager_name"], row["since"], row["may_delegate"]) == (
		"Paweł Psycholog",
		paper_date(day(-20)),
		True,
	)
	assert row["review"]["due"] == paper_date(day(39)) and not row["review"]["late"]
	assert (row["last_review"]["name"], row["last_review"]["date"]) == (analysis.name, paper_date(day(-3)))
	assert [task["name"] for task in row["tasks"]] == [late.name, done.name]
	assert row["tasks"][0] | {"late": True, "who": "Anna Asystentka", "outcome": "Pending"} == row["tasks"][0]
	assert row["tasks"][1] | {"late": False, "result": "jest", "who": "logopeda z poradni"} == row["tasks"][1]


def test_a_late_review_is_marked_and_comes_first(family, manager):
	manager.update({"from_date": day(-60)}).save()
	other = make_family(representative="Adam Abacki").name
	assign(other, MANAGER, "Case Manager", from_date=day(-1))
	mine = [row for row in page(MANAGER) if row in (family, other)]
	assert mine == [family, other]
	assert page(MANAGER)[family]["review"]["late"]


def test_coordinator_and_head_see_all_managed_families(family, manager):
	for key in ("coordinator", "head"):
		assert page(key)[family]["may_delegate"]


def test_a_family_that_lost_its_manager_falls_back_to_the_coordinator(family, manager):
	make_task(family)
	manager.update({"until_date": day(-1)}).save()
	forget_families()
	row = page("coordinator")[family]
	assert (row["manager"], row["review"], len(row["tasks"])) == (None, None, 1)
	assert family not in page(MANAGER)


def test_who_works_on_the_case_looks_at_it_without_managing(family, manager):
	task = make_task(family, given_to=email("assistant"))
	make_task(family)
	assert family not in page("assistant")
	row = page("assistant", family)[family]
	assert not row["may_delegate"]
	may_write = {each["name"]: each["may_write"] for each in row["tasks"]}
	assert [name for name, may in may_write.items() if may] == [task.name]


def test_a_stranger_gets_no_page(family, manager):
	make_task(family)
	assert page("stranger", family) == {}
	with acting_as(email("stranger")), pytest.raises(frappe.PermissionError):
		api.case_manager_page(family)


def queries() -> int:
	"""How often the manager's page asks the database."""
	count, ask = [], frappe.db.sql

	def counted(*arguments, **options):
		count.append(1)
		return ask(*arguments, **options)

	frappe.db.sql = counted
	try:
		page(MANAGER)
	finally:
		del frappe.db.sql
	return len(count)


def test_the_page_asks_as_often_for_many_families(family, manager):
	make_task(family)
	queries()
	few = queries()
	for _number in range(3):
		more = make_family().name
		assign(more, MANAGER, "Case Manager")
		make_task(more)
	assert queries() == few


def test_the_outcome_is_written_from_the_page(family, manager):
	task = make_task(family, given_to=email("assistant"))
	with acting_as(email("assistant")):
		api.write_task_outcome(task.name, "Partly Done", str(day()), "połowa")
	assert (fresh(task).outcome, fresh(task).result, fresh(task).done_on) == ("Partly Done", "połowa", day())


def test_what_is_not_said_with_an_outcome_stays(family):
	task = make_task(family, outcome="Done", done_on="2026-11-10", result="połowa").name
	api.write_task_outcome(task, "Partly Done")
	stored = frappe.db.get_value("Delegated Task", task, ["result", "done_on"])
	assert (stored[0], str(stored[1])) == ("połowa", "2026-11-10")
	api.write_task_outcome(task, "Done", "", "")
	assert frappe.db.get_value("Delegated Task", task, ["result", "done_on"]) == (None, day())


# the family's page and its file


def lines(family: str) -> dict[str, object]:
	return {line.label: line for line in get_overview(frappe.get_doc("Family", family)).together}


def test_the_familys_page_says_how_it_stands(family):
	make_task(family, due_date=day(4))
	assert lines(family)["Zadania zlecone w toku"].text == "1"
	late = make_task(family, due_date=day(-2), delegated_on=day(-9))
	line = lines(family)["Zadania zlecone w toku"]
	assert (line.text, line.name, line.late) == ("2, po terminie: 1", late.name, True)
	needed(family, analysis_date=day(-9))
	analysis = submitted(make_case_analysis(family, analysis_date=day(-3), level="wstępna"))
	line = lines(family)["Ostatnia analiza przypadku"]
	assert (line.text, line.name) == (f"{paper_date(day(-3))}, wstępna", analysis.name)


def test_the_answer_stands_in_the_line(family):
	analysis = needed(family, analysis_date=day(-3))
	text = f"{paper_date(day(-3))}, szczegółowa, potrzebny menedżer ds. przypadku"
	assert lines(family)["Ostatnia analiza przypadku"].text == text
	analysis.db_set("needs_manager", "No")
	assert lines(family)["Ostatnia analiza przypadku"].text.endswith("menedżer ds. przypadku niepotrzebny")


def missing(family: str) -> list[dict]:
	found = file_complete.get_missing(family)
	return [row for row in found if row["what"] == "Menedżer ds. przypadku nie został powołany."]


def test_the_file_lacks_the_manager_until_there_is_one(family):
	assert missing(family) == []
	needed(family, analysis_date=day(-9), proposed_manager=email(MANAGER))
	row = missing(family)[0]
	assert row["doctype"] == "Case Assignment"
	assert row["values"] | {"part": "Case Manager", "user": email(MANAGER), "family": family} == row["values"]
	# A later analysis that does not speak of it leaves the answer as it is; one that says no takes it back.
	submitted(make_case_analysis(family, analysis_date=day(-8)))
	assert missing(family)
	needed(family, analysis_date=day(-7), needs_manager="No")
	assert missing(family) == []
	needed(family, analysis_date=day(-6))
	assign(family, MANAGER, "Case Manager")
	assert missing(family) == []


# the ecomap


def html(family: str) -> str:
	return get_overview_html(frappe.get_doc("Family", family))


def test_without_a_degree_the_ecomap_has_no_legend(family):
	assert "nie określono stopnia współpracy" not in html(family)


def test_a_degree_is_drawn_said_and_leads_to_its_history(family):
	make_cooperation(family, institution=SCHOOL, since=day(-30))
	make_cooperation(family, institution=SCHOOL, since=day(-3), degree="ścisła współpraca")
	text = html(family)
	said = f"ścisła współpraca od {paper_date(day(-3))}"
	assert f"szkoła: {SCHOOL}, {said}" in text
	assert "nie określono stopnia współpracy" in text
	assert f"cooperation?family={family}&amp;institution=SP+nr+2" in text
	assert "łączność" not in text


def test_who_may_not_see_the_family_draws_no_degree(family):
	make_cooperation(family, institution=SCHOOL)
	doc = frappe.get_doc("Family", family)
	with acting_as(email("stranger")):
		assert [row.cooperation for row in get_overview(doc).network] == ["", ""]


def test_the_paper_of_the_family_has_it_in_its_table(family):
	doc = frappe.get_doc("Family", family)
	assert "współpraca" not in text_of(page_of(doc, "Rodzina w zarysie")).split("EKOMAPA")[1]
	make_cooperation(family, institution=SCHOOL, since=day(-3))
	text = text_of(page_of(frappe.get_doc("Family", family), "Rodzina w zarysie"))
	assert f"łączność od {paper_date(day(-3))}" in text


# the paper of the analysis


def wording() -> list[str]:
	return [one_line(piece) for piece in WORDING.split("|")]


def test_the_blank_paper_has_its_wording(site):
	text = text_of(page_of(frappe.get_doc({"doctype": "Case Analysis"}), PAPER))
	assert_in_order(wording(), text)
	assert "2. imię i nazwisko" in text and "tak / nie" in text
	assert "podpis koordynatora" in one_line(pdf_text(make_blank_pdf("Case Analysis", PAPER), "-raw"))


def test_the_filled_paper_says_what_was_found(family):
	row = {"user": email("assistant"), "body": "asystentka rodziny", "finding": "Plan dnia działa."}
	outside = {
		"outsider": "Hanna Bąk",
		"body": "logopeda",
		"finding": "Postępy.",
		"sensitive_finding": SENSITIVE,
	}
	said = {"complexity": "złożony", "conclusions": "Wspólne ustalenia.", "proposed_manager": email(MANAGER)}
	analysis = needed(family, findings=[row, outside], **said)
	text = text_of(page_of(analysis, PAPER))
	assert_in_order(wording(), text)
	for piece in (
		"Maria Testowa",
		"2 listopada 2026",
		"szczegółowa",
		"Anna Asystentka",
		"Plan dnia działa.",
		"2. imię i nazwisko Hanna Bąk",
		"Postępy.",
		SENSITIVE,
		"złożony",
		"Wspólne ustalenia.",
		"menedżer ds. przypadku? tak",
		"trzech specjalistów",
		"Paweł Psycholog",
	):
		assert piece in text, piece
	assert "tak / nie" not in text


def test_a_long_finding_flows_over_the_page(family):
	finding = {"outsider": "Hanna Bąk", "body": "logopeda", "finding": "Długie ustalenie. " * 900 + "KONIEC"}
	text = pdf_text(make_pdf([needed(family, findings=[finding])], PAPER))
	assert text.count("\f") >= 4 and "KONIEC" in text


def test_a_paper_prints_as_text_what_was_typed(family):
	finding = {"outsider": HOSTILE, "body": HOSTILE, "areas": HOSTILE, "finding": HOSTILE}
	analysis = needed(family, findings=[finding], conclusions=HOSTILE, manager_reason=HOSTILE)
	sheet = page_of(analysis, PAPER)
	assert not sheet.select("script, b")
	assert "{{ 7*7 }}" in text_of(sheet) and "49" not in text_of(sheet)


def test_health_is_printed_only_for_who_may_read_it(family, monkeypatch):
	analysis = needed(family, findings=[{"outsider": "H", "body": "x", "sensitive_finding": SENSITIVE}])
	frappe.db.delete("DocPerm", {"parent": "Case Analysis", "role": "Family Assistant", "permlevel": 1})
	frappe.clear_cache(doctype="Case Analysis")
	try:
		with acting_as(email("assistant")):
			doc = frappe.get_doc("Case Analysis", analysis.name)
			doc.before_print()
			assert SENSITIVE not in text_of(page_of(doc, PAPER))
	finally:
		frappe.db.rollback()
		frappe.clear_cache(doctype="Case Analysis")


# the access copy


def test_an_access_copy_holds_what_the_own_people_found_unticked(family):
	row = {"user": email("assistant"), "finding": "O dzieciach.", "sensitive_finding": SENSITIVE}
	outside = {"outsider": "Hanna Bąk", "body": "logopeda", "finding": "Od osoby z zewnątrz."}
	needed(family, findings=[row, outside], conclusions="Wspólne.")
	make_task(family, task="Ćwiczenia w domu", result="ćwiczą")
	entries = get_prepared_entries(family, Person("Jan Testowy"), []).entries
	texts = {entry["text"]: entry["include"] for entry in entries}
	assert [texts[text] for text in ("O dzieciach.", "Wspólne.", "Ćwiczenia w domu", "ćwiczą")] == [
		0,
		0,
		0,
		0,
	]
	assert not {"Od osoby z zewnątrz.", SENSITIVE} & set(texts)
