from bs4 import BeautifulSoup

import frappe

from opsfamily import api
from opsfamily.compat import get_release
from opsfamily.core.hours import MINUTES_A_DAY
from opsfamily.core.months import month_of
from opsfamily.office import SETTINGS
from opsfamily.ops_casework.doctype.family import overview
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	fresh,
	make_assessment,
	make_family,
	make_plan,
	make_running_schedule,
	make_schedule,
	make_visit,
	submitted,
)

HOSTILE = "<script>alert('x')</script> \"onload=x\" {{ 7*7 }} & 😀"
RATED = {f"{sphere}_rating": str(number % 5 + 1) for number, sphere in enumerate(overview.SPHERES)}


class OverviewTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		# The visits of today are written at whatever hour the tests run.
		frappe.db.set_single_value(SETTINGS, "clock_tolerance_minutes", MINUTES_A_DAY)
		frappe.clear_document_cache(SETTINGS, SETTINGS)
		self.family = make_family()
		assign(self.family.name)

	def seen(self, key: str = "assistant"):
		with self.acting(key):
			return overview.get_overview(fresh(self.family))

	def page(self, key: str = "assistant") -> BeautifulSoup:
		with self.acting(key):
			return BeautifulSoup(api.family_overview(self.family.name), "html5lib")

	def text(self, key: str = "assistant") -> str:
		page = self.page(key)
		for style in page.select("style"):
			style.extract()
		return " ".join(page.get_text(" ").split())

	def visit(self, hour: int, minutes: int = 60, **values):
		ends = {"from_time": f"{hour:02d}:00", "to_time": f"{hour + minutes // 60:02d}:{minutes % 60:02d}"}
		return make_visit(self.family.name, **{"visit_date": day(), **ends, **values})


class TestOverview(OverviewTestCase):
	def test_the_running_plans_main_goal(self):
		running = submitted(make_plan(self.family.name, main_goal="Dzieci chodzą do szkoły."))
		newer = running.new_version()
		newer.db_set("main_goal", "Jeszcze nie uzgodniony.")
		self.assertEqual(self.seen().plan.name, running.name)
		self.assertIn("Dzieci chodzą do szkoły.", self.text())
		self.assertNotIn("Jeszcze nie uzgodniony.", self.text())

	def test_the_hours_of_this_month(self):
		self.visit(1, 90)
		self.visit(3, 30)
		self.visit(4, 15, kind="rozmowa telefoniczna")
		make_visit(self.family.name, visit_date="2021-03-01")
		month = self.seen().month
		self.assertEqual((month.month, month.contacts), (month_of(day()), 3))
		self.assertEqual((month.minutes, month.timesheet_minutes), (135, 120))
		self.assertIn("Godziny w tym miesiącu: 2:15 kontakty: 3; na karcie czasu pracy: 2:00", self.text())

	def test_an_attempt_is_no_contact_and_two_workers_are_one(self):
		self.visit(1, 60)
		self.visit(1, 30, assistant=email("other_assistant"))
		self.visit(3, 15, kind="nieobecność rodziny w domu")
		seen = self.seen()
		self.assertEqual((seen.month.contacts, seen.month.attempts, seen.month.minutes), (1, 1, 105))
		self.assertEqual(sum(seen.weeks.values()), 1)
		self.assertIn("kontakty: 1; próby kontaktu: 1;", self.text())
		self.assertEqual(overview.sum_up_contacts(overview.get_visits(self.family.name)), (1, "1:00"))

	def test_the_last_visits_come_first_with_the_beginning_of_their_text(self):
		for number in range(5):
			make_visit(self.family.name, visit_date=f"2021-03-0{number + 1}", course=f"Tekst {number}. " * 40)
		visits = self.seen().visits
		self.assertEqual([str(visit.visit_date)[-2:] for visit in visits], ["05", "04", "03"])
		self.assertTrue(visits[0].said.startswith("Tekst 4.") and visits[0].said.endswith("…"))
		self.assertLessEqual(len(visits[0].said), overview.LONGEST_EXCERPT + 1)

	def test_open_actions_by_party(self):
		agreed = [
			{"party": "Family Assistant", "action": "Trening budżetowy", "due_date": day(20)},
			{"party": "Family", "action": "Stały plan dnia", "due_date": day(-3)},
			{"party": "Family", "action": "Zapisać do świetlicy", "due_date": day(-5)},
			{"party": "Other Party", "party_name": "Kurator", "action": "Nadzór", "due_date": day(9)},
		]
		make_running_schedule(
			self.family.name, schedule_date=day(-30), evaluation_date=day(60), actions=agreed
		)
		action = frappe.get_last_doc(
			"Scheduled Action", {"family": self.family.name, "action": "Trening budżetowy"}
		)
		parties = dict(self.seen().parties)
		self.assertEqual(list(parties), ["Family", "Family Assistant", "Other Party"])
		self.assertEqual(
			[row.action for row in parties["Family"]], ["Zapisać do świetlicy", "Stały plan dnia"]
		)
		self.assertTrue(all(row.is_overdue for row in parties["Family"]))
		self.assertFalse(parties["Other Party"][0].is_overdue)
		self.assertIn("Rodzina (2)", self.text())
		self.assertIn("Kurator: Nadzór", self.text())
		action.update({"outcome": "Done"}).save()
		self.assertNotIn("Family Assistant", dict(self.seen().parties))

	def test_the_clocks(self):
		submitted(make_assessment(self.family.name, next_due=day(40)))
		make_running_schedule(self.family.name, schedule_date=day(-30), evaluation_date=day(-1))
		clocks = self.seen().clocks
		self.assertEqual([clock["due"] for clock in clocks[:2]], [day(-1), day(40)])
		self.assertTrue(all(clock["statutory"] for clock in clocks[:2]))
		self.assertIn("(po terminie)", self.text())

	def test_the_pictures(self):
		network = [
			{"kind": "szkoła", "institution": "SP nr 2", "contact": "pedagog", "phone": "22 555 01 30"}
		]
		self.family.update({"support_network": network}).save()
		submitted(make_assessment(self.family.name, **RATED))
		self.visit(1)
		page = self.page()
		for key, said in (("ecomap", "szkoła: SP nr 2, pedagog, 22 555 01 30"), ("course", "Kontakty: 1")):
			picture = page.select_one(f"svg[aria-labelledby='{key}-title {key}-desc']")
			self.assertEqual(picture["role"], "img")
			self.assertIn(said, picture.select_one(f"#{key}-desc").get_text())
		self.assertEqual(len(page.select("polyline")), 0)
		phones = [link["href"] for link in page.select("a[href^='tel:']")]
		self.assertEqual(phones, ["tel:500100200", "tel:22%20555%2001%2030"])

	def test_ratings_of_submitted_assessments_in_their_order(self):
		for number, on in enumerate(("2026-08-01", "2026-02-01")):
			submitted(make_assessment(self.family.name, assessment_date=on, bonds_rating=str(number + 2)))
		make_assessment(self.family.name, assessment_date="2026-09-01", bonds_rating="5")
		cancelled = submitted(
			make_assessment(self.family.name, assessment_date="2026-05-01", bonds_rating="1")
		)
		cancelled.cancel()
		ratings = dict(self.seen().ratings)
		# A sphere without a rating is not shown.
		self.assertEqual(list(ratings), ["Więzi emocjonalne"])
		self.assertEqual(
			[(str(on), rating) for on, rating in ratings["Więzi emocjonalne"]],
			[("2026-02-01", 3), ("2026-08-01", 2)],
		)

	def test_another_familys_things_are_not_in_it(self):
		other = make_family(representative="Inna Rodzina")
		assign(other.name)
		schedule = make_running_schedule(other.name)
		assessment = submitted(make_assessment(other.name, **RATED))
		make_visit(other.name, visit_date="2021-03-01")
		seen = self.seen()
		self.assertFalse(seen.plan or seen.visits or seen.parties or seen.weeks)
		documents = {clock["document"] for clock in seen.clocks}
		self.assertFalse(documents & {schedule.name, assessment.name, other.name})

	def test_links_lead_to_the_forms(self):
		visit = self.visit(1)
		hrefs = [link["href"] for link in self.page().select("a")]
		self.assertIn(
			frappe.utils.get_url_to_form("Family Visit", visit.name).split("/", 3)[3], [h[1:] for h in hrefs]
		)


class TestWhatToDoFirst(OverviewTestCase):
	def begin_buttons(self, key: str = "assistant") -> set[str]:
		return {button["data-begin"] for button in self.page(key).select("[data-begin]")}

	def test_a_new_family_begins_with_the_assessment(self):
		self.assertIn("Nie ma jeszcze oceny sytuacji rodziny. Od niej zaczyna się praca", self.text())
		self.assertEqual(self.begin_buttons(), {"Family Assessment", "Family Visit"})

	def test_who_may_not_begin_gets_no_button(self):
		assign(self.family.name, "working_consultant", "Consultant")
		self.assertEqual(self.begin_buttons("working_consultant"), set())

	def test_then_the_plan_then_the_schedule(self):
		submitted(make_assessment(self.family.name))
		self.assertIn("Nie ma jeszcze planu pracy", self.text())
		plan = make_plan(self.family.name)
		self.assertIn(f"Jest wersja robocza: {plan.name}", self.text())
		plan.submit()
		self.assertIn("Nie ma jeszcze harmonogramu", self.text())
		schedule = make_schedule(plan)
		self.assertIn(f"Jest wersja robocza: {schedule.name}", self.text())
		schedule.submit()
		self.assertNotIn("Jest wersja robocza", self.text())

	def test_when_all_is_done_comes_the_evaluation(self):
		make_running_schedule(self.family.name)
		for name in frappe.get_all("Scheduled Action", {"family": self.family.name}, pluck="name"):
			frappe.get_doc("Scheduled Action", name).update({"outcome": "Done"}).save()
		self.assertIn("Czas na ocenę planu.", self.text())

	def test_of_an_unsaved_family_there_is_nothing(self):
		seen = overview.get_overview(frappe.new_doc("Family"))
		self.assertFalse(seen.plan or seen.clocks or seen.visits or seen.parties or seen.month.contacts)


class TestWhoSeesIt(OverviewTestCase):
	def setUp(self):
		super().setUp()
		submitted(make_assessment(self.family.name, **RATED))
		assign(self.family.name, "social_worker", "Social Worker")
		assign(self.family.name, "working_consultant", "Consultant")

	def test_the_warning_for_the_home_is_seen_by_whoever_holds_its_level(self):
		self.family.update({"home_warning": "duży <b>pies</b>"}).save()
		self.assertIn("duży <b>pies</b>", self.text("assistant"))
		self.assertNotIn("pies", self.text("working_consultant"))

	def test_violence_is_rated_for_whoever_holds_its_level(self):
		label = "Przemoc, zachowania destrukcyjne"
		for key in ("assistant", "coordinator", "head"):
			with self.subTest(key=key):
				self.assertIn(label, self.text(key))
		for key in ("social_worker", "working_consultant"):
			with self.subTest(key=key):
				self.assertNotIn(label, self.text(key))
				self.assertEqual(len(self.seen(key).ratings), 6)

	def test_health_is_never_in_it(self):
		self.assertNotIn("cukrzyca", str(self.page("head")))

	def test_others_are_refused(self):
		for key in ("stranger", "nobody", "administrator", "consultant"):
			with self.subTest(key=key), self.acting(key), self.assertRaises(frappe.PermissionError):
				api.family_overview(self.family.name)

	def test_it_is_logged_once_with_the_opening(self):
		def openings() -> int:
			return frappe.db.count(
				"View Log", {"reference_name": self.family.name, "viewed_by": email("assistant")}
			)

		self.page()
		self.assertEqual(openings(), 1)
		self.page()
		self.assertEqual(openings(), 1)
		frappe.db.set_value("View Log", {"reference_name": self.family.name}, "creation", day(-1))
		self.page()
		self.assertEqual(openings(), 2)


class TestText(OverviewTestCase):
	def test_hostile_text_is_text(self):
		self.family.update(
			{
				"representative": HOSTILE,
				"support_network": [
					{"kind": "szkoła", "institution": HOSTILE, "contact": HOSTILE, "phone": HOSTILE}
				],
			}
		).save()
		submitted(make_assessment(self.family.name))
		agreed = [{"party": "Other Party", "party_name": HOSTILE, "action": HOSTILE, "due_date": day(9)}]
		submitted(make_plan(self.family.name, main_goal=HOSTILE))
		plan = frappe.get_last_doc("Family Work Plan", {"family": self.family.name})
		submitted(make_schedule(plan, actions=agreed))
		self.visit(1, course=HOSTILE)
		page = self.page()
		self.assertFalse(page.select("script, img, [onload]"))
		self.assertGreaterEqual(" ".join(page.get_text(" ").split()).count(HOSTILE), 6)

	def test_a_page_costs_as_many_queries_with_many_documents_as_with_few(self):
		submitted(make_assessment(self.family.name, **RATED))
		self.visit(1)
		few = self.queries()
		for number in range(15):
			make_visit(self.family.name, visit_date=f"2021-03-{number + 1:02d}")
		submitted(
			make_assessment(self.family.name, assessment_date="2026-09-01", violence_unchanged=1, **RATED)
		)
		self.assertLessEqual(self.queries(), few)
		# Two of them for the competences, one for what the family has together with others.
		self.assertLess(few, 26)

	def queries(self) -> int:
		"""Questions to the database for one overview, what the framework keeps in memory already warm."""
		family, count, ask = fresh(self.family), 0, frappe.db.sql

		def counting(*arguments, **options):
			nonlocal count
			# v16 asks for shares beside each list.
			count += "tabDocShare" not in str(arguments[0]) or get_release() < (16, 0)
			return ask(*arguments, **options)

		with self.acting("assistant"):
			overview.get_overview_html(family)
			frappe.db.sql = counting
			try:
				overview.get_overview_html(family)
			finally:
				frappe.db.sql = ask
		return count
