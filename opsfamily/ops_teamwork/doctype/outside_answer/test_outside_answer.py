import frappe

from opsfamily.case.closed import CaseClosedError
from opsfamily.core import outside_answers as core
from opsfamily.exceptions import FamilyMovedError
from opsfamily.ops_teamwork.doctype.delegated_task.delegated_task import NotDelegatorError
from opsfamily.ops_teamwork.doctype.outside_answer import by_link, deciding, secret
from opsfamily.ops_teamwork.doctype.outside_answer.outside_answer import (
	LinkPeriodError,
	NotOutsideTaskError,
	SecondOpenAnswerError,
	ShownTextError,
)
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, email, fresh, make_family
from opsfamily.tests.make_analysis import make_task
from opsfamily.tests.make_outside import DOCTYPE, make_question, make_token, use_outside_answers

MANAGER, WORKER = "working_consultant", "assistant"
MOTHER = "Anna Sokół"


class TestOutsideAnswer(SiteTestCase):
	def setUp(self):
		super().setUp()
		use_outside_answers()
		self.family = make_family(representative=MOTHER, members=[{"full_name": MOTHER}]).name
		assign(self.family, WORKER)
		assign(self.family, MANAGER, "Case Manager")
		self.task = make_task(self.family)

	def ask(self, **values):
		with self.acting(MANAGER):
			return make_question(self.task, **values)

	def answer(self, token: str, **values) -> dict:
		given = {"outcome": "Done", "done_on": str(day(-1)), "answer": "Ćwiczy.", "answered_by": "Hanna Bąk"}
		with self.acting_as("Guest"):
			return by_link.answer_task(token, **{**given, **values})

	def save(self, question, /, **values):
		return fresh(question).update(values).save()

	# who asks, about what

	def test_who_delegates_asks_and_nobody_else(self):
		self.assertEqual(self.ask().recipient, "logopeda z poradni")
		with self.acting(WORKER), self.refused(NotDelegatorError):
			make_question(make_task(self.family, outside="szkoła"))

	def test_about_a_pending_task_of_somebody_outside(self):
		given = make_task(self.family, given_to=email(WORKER))
		done = make_task(self.family, outcome="Done")
		for task in (given, done):
			with self.subTest(task=task.task), self.refused(NotOutsideTaskError, label(DOCTYPE, "task")):
				make_question(task)

	def test_about_a_task_of_the_same_family(self):
		with self.refused(FamilyMovedError):
			make_question(self.task, family=make_family().name)

	def test_one_open_question_at_a_time(self):
		first = self.ask()
		with self.refused(SecondOpenAnswerError, first.name):
			make_question(self.task)
		with self.acting(MANAGER):
			deciding.withdraw(first.name)
		self.assertTrue(self.ask().name)

	def test_not_on_a_closed_case(self):
		frappe.db.set_value("Family", self.family, "ended_before", day(-10))
		frappe.db.set_value("Family", self.family, "status", "Closed")
		with self.refused(CaseClosedError):
			make_question(self.task)

	# until when, and what is shown

	def test_two_weeks_unless_somebody_says_otherwise(self):
		self.assertEqual(self.ask().expires_on, day(14))

	def test_from_today_for_sixty_days(self):
		for until in (day(-1), day(61)):
			with self.subTest(until=until), self.refused(LinkPeriodError, label(DOCTYPE, "expires_on")):
				make_question(self.task, expires_on=until)
		self.assertEqual(self.ask(expires_on=day(60)).expires_on, day(60))

	def test_a_text_is_needed_and_has_an_end(self):
		for text in (" ", "x" * (core.LONGEST_TEXT + 1)):
			with self.subTest(text=text[:3]), self.refused(ShownTextError, label(DOCTYPE, "shown_text")):
				make_question(self.task, shown_text=text)

	def test_a_name_of_the_household_is_warned_of(self):
		self.ask(shown_text="Jak idą ćwiczenia z synem pani Sokół?")
		self.assertIn("prawdopodobnie podano nazwisko", self.messages())

	def test_no_warning_without_a_name(self):
		self.ask()
		self.assertNotIn("nazwisko", self.messages())

	def test_what_was_answered_to_stays(self):
		question = self.ask()
		with self.acting(MANAGER):
			self.save(question, shown_text="Inaczej")
			token = make_token(question)
		self.answer(token)
		for values in ({"shown_text": "Jeszcze inaczej"}, {"expires_on": day(20)}):
			with self.subTest(values=values), self.refused(ShownTextError):
				self.save(question, **values)

	def test_nobody_types_what_the_link_and_the_decision_write(self):
		forged = {
			"state": core.TO_DECIDE,
			"answer": "x",
			"outcome": "Done",
			"link_made_on": "2026-01-01 10:00:00",
		}
		rows = [{"what": core.OPENED, "who": "ktoś"}]
		question = self.ask(**forged, openings=rows)
		with self.acting(MANAGER):
			make_token(question)
			question = self.save(question, **{**forged, "decided_by": email("head")}, openings=[])
		self.assertEqual((question.state, question.answer, question.decided_by), (core.AWAITED, None, None))
		self.assertEqual([row.what for row in fresh(question).openings], [core.LINK_MADE])

	# the secret

	def test_the_secret_is_nowhere_in_the_document(self):
		question = self.ask()
		with self.acting(MANAGER):
			token = make_token(question)
		text = token.rpartition(".")[2]
		stored = frappe.db.sql("select * from `tabOutside Answer` where name = %s", question.name)
		versions = frappe.get_all("Version", {"docname": question.name}, pluck="data", order_by="creation")
		logs = frappe.get_all("Notification Log", pluck="subject", order_by="creation")
		self.assertNotIn(text, f"{stored} {versions} {logs} {fresh(question).as_json()}")
		hashed = frappe.db.sql(
			"select password, encrypted from `__Auth` where doctype = %s and name = %s",
			(DOCTYPE, question.name),
		)
		self.assertEqual(len(hashed), 1)
		self.assertTrue(hashed[0][0].startswith("$pbkdf2") and not hashed[0][1] and text not in hashed[0][0])

	def test_only_the_whole_right_token_finds_its_question(self):
		question, other = self.ask(), None
		with self.acting(MANAGER):
			token = make_token(question)
			other = make_question(make_task(self.family, outside="szkoła"))
			foreign = make_token(other)
		self.assertEqual(secret.find_name(token), question.name)
		wrong = (
			"",
			".",
			question.name,
			f"{question.name}.",
			token[:-1],
			f"{token}x",
			f"{other.name}.{token.rpartition('.')[2]}",
			f"{question.name}.{foreign.rpartition('.')[2]}",
			f"%.{token.rpartition('.')[2]}",
			f"{question.name}.{'x' * 100_000}",
		)
		for each in wrong:
			self.assertIsNone(secret.find_name(each), each[:60])

	def test_a_number_with_polish_letters_is_found(self):
		question = self.ask()
		name = question.name.replace("-", "Ż-", 1)
		frappe.db.set_value(DOCTYPE, question.name, "name", name, update_modified=False)
		token = secret.make_token(name)
		self.assertEqual(secret.find_name(token), name)
		self.assertIsNone(secret.find_name(token.replace("Ż", "\ud83d")))

	def test_the_hash_goes_with_the_document(self):
		question = self.ask()
		with self.acting(MANAGER):
			make_token(question)
		frappe.delete_doc(DOCTYPE, question.name, force=True)
		self.assertEqual(frappe.db.sql("select count(*) from `__Auth` where doctype = %s", DOCTYPE)[0][0], 0)
