import frappe

from opsfamily.case.document import FamilyMovedError, FutureDateError, RowAloneError
from opsfamily.ops_casework.doctype.family_sheet.family_sheet import (
	NobodyToAskError,
	SheetAnswerError,
	SheetWordingError,
	UnansweredQuestionError,
)
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import (
	amended,
	assign,
	cancelled,
	day,
	email,
	fresh,
	make_family,
	make_plan,
	make_visit,
	submitted,
)
from opsfamily.tests.make_sheets import answered, make_sheet, make_sheet_template

HOME, SAFE, TASKS, HEALTH = "Czy w domu jest ciepło?", "Bezpieczeństwo", "Zadania", "Leczenie domowników"
NEEDED = {HOME: "Yes", SAFE: "dobrze"}
CHILDREN = [
	{"full_name": "Maria Testowa", "birth_date": "1990-01-01", "kinship": "matka"},
	{"full_name": "Jan Testowy", "birth_date": "2015-06-01", "kinship": "syn"},
	{"full_name": "Ola Testowa", "birth_date": "2018-02-03", "kinship": "córka"},
	{"full_name": "Adam Wyprowadzony", "birth_date": "2012-02-03", "left_on": "2020-01-01"},
]


class TestFamilySheet(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(members=CHILDREN).name
		self.template = make_sheet_template()

	def asked(self, sheet) -> list[tuple]:
		return [(row.question_text, row.person or "") for row in sheet.answers]

	def test_it_begins_with_the_questions_of_its_template_once_for_each_child(self):
		sheet = make_sheet(self.family)
		self.assertRegex(sheet.name, r"^ARKUSZ-\d{4}-\d{4}$")
		self.assertEqual((sheet.sheet_title, sheet.template_version), (self.template.name, 1))
		self.assertEqual(
			self.asked(sheet)[2:8],
			[
				("Ostatni przegląd pieca", ""),
				(SAFE, "Jan Testowy"),
				("Spostrzeżenia", "Jan Testowy"),
				(SAFE, "Ola Testowa"),
				("Spostrzeżenia", "Ola Testowa"),
				(HEALTH, ""),
			],
		)
		self.assertEqual({row.section for row in sheet.answers}, {"Dom", "Dzieci", "Zdrowie", "Ustalenia"})

	def test_answers_sent_along_find_their_questions(self):
		sent = [
			{
				"section": "Dzieci",
				"question_text": SAFE,
				"person": "Ola Testowa",
				"answer": "średnio",
				"kind": "A Day",
			},
			{"section": "Dom", "question_text": HOME, "answer": "No"},
		]
		sheet = self.with_answers(sent)
		found = {(row.question_text, row.person or ""): row for row in sheet.answers}
		self.assertEqual(found[SAFE, "Ola Testowa"].answer, "średnio")
		self.assertEqual(found[SAFE, "Ola Testowa"].kind, "Rating on a Scale")
		self.assertFalse(found[SAFE, "Jan Testowy"].answer)
		self.assertEqual(found[HOME, ""].answer, "No")

	def with_answers(self, rows: list[dict]):
		values = {"family": self.family, "template": self.template.name, "answers": rows}
		return frappe.get_doc({"doctype": "Family Sheet", **values}).insert()

	def test_a_question_of_ones_own_is_refused(self):
		with self.refused(SheetWordingError, "Skąd pieniądze?"):
			self.with_answers([{"section": "Dom", "question_text": "Skąd pieniądze?", "answer": "x"}])
		with self.refused(SheetWordingError, SAFE):
			self.with_answers([{"section": "Dzieci", "question_text": SAFE, "person": "Obcy", "answer": "x"}])

	def test_a_sheet_about_children_needs_one(self):
		template = make_sheet_template(
			"Tylko dzieci", [{"question_text": "Co?", "asked_of": "For Every Child"}]
		)
		family = make_family(members=CHILDREN[:1]).name
		with self.refused(NobodyToAskError, label("Family Sheet", "template")):
			make_sheet(family, template=template.name)

	def test_the_wording_is_frozen(self):
		sheet = make_sheet(self.family)
		for change in (
			lambda doc: doc.answers[0].update({"question_text": "Inne?"}),
			lambda doc: doc.answers[0].update({"is_required": 0}),
			lambda doc: doc.answers[3].update({"choices": "źle\ndobrze"}),
			lambda doc: doc.remove(doc.answers[0]),
			lambda doc: doc.append("answers", {"question_text": "Nowe?"}),
		):
			doc = fresh(sheet)
			change(doc)
			with self.refused(SheetWordingError):
				doc.save()

	def test_what_comes_from_the_template_is_kept_whatever_is_sent(self):
		sheet = make_sheet(self.family)
		sheet.update({"sheet_title": "Inny", "template_version": 9, "intro": "x", "used_for": "A Visit"})
		sheet.answers[3].person = "Kto inny"
		sheet.save()
		kept = fresh(sheet)
		self.assertEqual((kept.sheet_title, kept.template_version), (self.template.name, 1))
		self.assertEqual((kept.intro, kept.used_for), (None, "The Family on a Day"))
		self.assertEqual(kept.answers[3].person, "Jan Testowy")

	def test_an_answer_fits_its_question(self):
		for question, answer, words in (
			(HOME, "może", "Tak, Nie"),
			(SAFE, "wcale", "źle, średnio, dobrze"),
			("Ile osób śpi w izbie?", "dwie", "dwie"),
			("Ostatni przegląd pieca", "zimą", "RRRR-MM-DD"),
			(TASKS, "a\tb\tc\td", "a b c d"),
			("Kto był obecny", "matka\nsąsiad", "sąsiad"),
		):
			sheet = make_sheet(self.family)
			with self.subTest(question=question), self.refused(SheetAnswerError, question, words):
				answered(sheet, {question: answer})

	def test_answers_are_stored_in_one_form(self):
		answers = {"Ile osób śpi w izbie?": " 2.5", "Ostatni przegląd pieca": "3.11.2026"}
		sheet = make_sheet(self.family, {**answers, "Kto był obecny": "dzieci\nmatka"})
		stored = {row.question_text: row.answer for row in fresh(sheet).answers}
		self.assertEqual(stored["Ile osób śpi w izbie?"], "2,5")
		self.assertEqual(stored["Ostatni przegląd pieca"], "2026-11-03")
		self.assertEqual(stored["Kto był obecny"], "matka\ndzieci")

	def test_a_sensitive_answer_stands_at_its_level_only(self):
		sheet = make_sheet(self.family)
		row = next(row for row in sheet.answers if row.question_text == HEALTH)
		row.answer = "leczenie"
		with self.refused(SheetAnswerError, HEALTH, label("Sheet Answer", "sensitive_answer")):
			sheet.save()
		sheet = fresh(sheet)
		sheet.answers[0].sensitive_answer = "Yes"
		with self.refused(SheetAnswerError, HOME, label("Sheet Answer", "answer")):
			sheet.save()

	def test_who_reads_a_sensitive_answer(self):
		for key, part in (("assistant", "Family Assistant"), ("social_worker", "Social Worker")):
			assign(self.family, key, part)
		name = make_sheet(self.family, {HEALTH: "leczenie"}).name
		for key, reads in (("assistant", True), ("coordinator", True), ("social_worker", False)):
			with self.subTest(key=key), self.acting(key):
				sheet = frappe.get_doc("Family Sheet", name)
				sheet.check_permission("read")
				sheet.apply_fieldlevel_read_permissions()
				self.assertEqual("leczenie" in frappe.as_json(sheet.as_dict()), reads)

	def test_what_must_be_answered_is_before_submitting(self):
		sheet = make_sheet(self.family, {HOME: "Yes", (SAFE, "Jan Testowy"): "dobrze"})
		with self.refused(UnansweredQuestionError, "Ola Testowa", SAFE, in_row(6, "")):
			sheet.submit()
		self.assertEqual(submitted(answered(fresh(sheet), NEEDED)).docstatus, 1)

	def test_a_submitted_sheet_is_frozen(self):
		sheet = submitted(make_sheet(self.family, NEEDED))
		sheet.answers[0].answer = "No"
		with self.assertRaises(frappe.UpdateAfterSubmitError):
			sheet.save()

	def test_a_changed_template_leaves_the_sheets_that_were_begun(self):
		draft, done = make_sheet(self.family), submitted(make_sheet(self.family, NEEDED))
		self.template.questions[0].question_text = "Czy jest ciepła woda?"
		self.template.save()
		answered(fresh(draft), {HOME: "No"})
		for sheet in (draft, done):
			kept = fresh(sheet)
			self.assertEqual((kept.answers[0].question_text, kept.template_version), (HOME, 1))
		after = make_sheet(self.family)
		self.assertEqual(
			(after.answers[0].question_text, after.template_version), ("Czy jest ciepła woda?", 2)
		)

	def test_an_amended_sheet_keeps_the_wording_and_answers_of_its_mistake(self):
		mistake = cancelled(submitted(make_sheet(self.family, NEEDED)))
		self.template.questions[0].question_text = "Czy jest ciepła woda?"
		self.template.save()
		again = amended(mistake)
		self.assertEqual((again.answers[0].question_text, again.answers[0].answer), (HOME, "Yes"))
		self.assertEqual(again.template_version, 1)

	def test_the_next_sheet_begins_with_what_is_carried_on(self):
		tasks = "lekarz\tmatka\t3.11\nszkoła\tojciec"
		first = submitted(make_sheet(self.family, {**NEEDED, TASKS: tasks, HEALTH: "cukrzyca"}))
		then = make_sheet(self.family)
		answers = {row.question_text: row.answer or row.sensitive_answer for row in then.answers}
		self.assertEqual(then.previous, first.name)
		self.assertEqual((answers[TASKS], answers[HEALTH]), ("szkoła\tojciec", "cukrzyca"))
		self.assertFalse(answers[HOME] or answers[SAFE])

	def test_a_reworded_question_goes_on_by_its_code_and_never_to_more_readers(self):
		asked = [
			{"question_text": "Zadnia", "code": "ZAD", "is_carried_forward": 1},
			{"question_text": "Leczenie", "is_sensitive": 1, "is_carried_forward": 1},
		]
		template = make_sheet_template("Zadania i leczenie (próbne)", asked)
		submitted(make_sheet(self.family, {"Zadnia": "lekarz", "Leczenie": "astma"}, template=template.name))
		template.questions[0].question_text, template.questions[1].is_sensitive = "Zadania", 0
		template.save()
		then = make_sheet(self.family, template=template.name)
		answers = {row.question_text: (row.answer, row.sensitive_answer) for row in then.answers}
		self.assertEqual(answers["Zadania"], ("lekarz", None))
		self.assertFalse(any(answers["Leczenie"]))

	def test_nothing_is_carried_from_a_draft_a_later_or_another_familys_sheet(self):
		other = make_family(members=CHILDREN).name
		submitted(make_sheet(other, {**NEEDED, TASKS: "obce"}))
		make_sheet(self.family, {TASKS: "robocze"})
		submitted(make_sheet(self.family, {**NEEDED, TASKS: "późniejsze"}))
		then = make_sheet(self.family, sheet_date=day(-3))
		self.assertIsNone(then.previous)
		self.assertFalse(any(row.answer or row.sensitive_answer for row in then.answers))

	def test_a_changed_name_reaches_drafts_only(self):
		draft, done = make_sheet(self.family), submitted(make_sheet(self.family, NEEDED))
		family = frappe.get_doc("Family", self.family)
		family.members[1].full_name = "Jan Nowy"
		family.save()
		self.assertIn("Jan Nowy", {row.person for row in fresh(draft).answers})
		self.assertNotIn("Jan Nowy", {row.person for row in fresh(done).answers})
		answered(fresh(draft), NEEDED)

	def add_child(self, name: str = "Iga Testowa", **values):
		family = frappe.get_doc("Family", self.family)
		family.append(
			"members", {"full_name": name, "birth_date": "2021-05-05", "kinship": "córka", **values}
		)
		family.save()

	def take_out(self, name: str):
		family = frappe.get_doc("Family", self.family)
		next(row for row in family.members if row.full_name == name).left_on = day(-1)
		family.save()

	def people(self, sheet) -> list[str]:
		return list(dict.fromkeys(row.person for row in fresh(sheet).answers if row.person))

	def coming(self, sheet) -> list[dict]:
		with self.acting("coordinator"):
			opened = frappe.get_doc("Family Sheet", sheet.name)
			opened.run_method("onload")
		return (opened.get("__onload") or {}).get("coming") or []

	def test_a_draft_asks_about_a_child_that_came_since(self):
		sheet = make_sheet(self.family, {(SAFE, "Ola Testowa"): "średnio"})
		self.add_child()
		coming = self.coming(sheet)
		self.assertEqual(
			[(row["at"], row["question_text"], row["person"]) for row in coming],
			[(7, SAFE, "Iga Testowa"), (8, "Spostrzeżenia", "Iga Testowa")],
		)
		self.assertEqual(self.people(sheet), ["Jan Testowy", "Ola Testowa"], "reading writes nothing")
		saved = fresh(sheet).save()
		self.assertEqual(self.people(saved), ["Jan Testowy", "Ola Testowa", "Iga Testowa"])
		self.assertEqual([row.idx for row in saved.answers], list(range(1, len(saved.answers) + 1)))
		self.assertEqual(next(row for row in saved.answers if row.person == "Ola Testowa").answer, "średnio")
		self.assertEqual(self.coming(saved), [])
		with self.refused(UnansweredQuestionError, "Iga Testowa", SAFE):
			answered(fresh(saved), {HOME: "Yes", (SAFE, "Jan Testowy"): "dobrze"}).submit()

	def test_the_rows_that_the_form_has_drawn_are_taken(self):
		sheet = make_sheet(self.family)
		self.add_child()
		opened = fresh(sheet)
		for row in self.coming(sheet):
			at = row.pop("at")
			opened.append("answers", {**row, "answer": "dobrze" if row["question_text"] == SAFE else ""})
			opened.answers.insert(at, opened.answers.pop())
		saved = opened.save()
		rows = [(row.question_text, row.answer) for row in saved.answers if row.person == "Iga Testowa"]
		self.assertEqual(rows, [(SAFE, "dobrze"), ("Spostrzeżenia", "")])

	def test_nobody_else_is_asked_about(self):
		sheet = make_sheet(self.family)
		for person in ("Obcy Człowiek", "Adam Wyprowadzony"):
			opened = fresh(sheet)
			row = next(row for row in opened.answers if row.question_text == SAFE)
			opened.append("answers", {**row.as_dict(no_default_fields=True), "person": person})
			with self.subTest(person=person), self.refused(SheetWordingError, SAFE):
				opened.save()

	def test_who_left_stays_where_something_was_answered(self):
		sheet = make_sheet(self.family, {("Spostrzeżenia", "Jan Testowy"): "boi się ciemności"})
		for child in ("Jan Testowy", "Ola Testowa"):
			self.take_out(child)
		saved = fresh(sheet).save()
		self.assertEqual(self.people(saved), ["Jan Testowy"])
		kept = {row.question_text: row.answer for row in saved.answers if row.person}
		self.assertEqual(kept["Spostrzeżenia"], "boi się ciemności")

	def test_one_who_left_and_one_who_came_are_two(self):
		sheet = make_sheet(self.family)
		opened = fresh(sheet)
		self.take_out("Ola Testowa")
		self.add_child()
		saved = answered(opened, {(SAFE, "Ola Testowa"): "źle"})
		self.assertEqual(self.people(saved), ["Jan Testowy", "Ola Testowa", "Iga Testowa"])
		found = {row.person: row.answer for row in saved.answers if row.question_text == SAFE}
		self.assertEqual((found["Ola Testowa"], found["Iga Testowa"] or ""), ("źle", ""))

	def test_the_last_question_is_not_taken_away(self):
		template = make_sheet_template(
			"Tylko dzieci", [{"question_text": "Co?", "asked_of": "For Every Child"}]
		)
		sheet = make_sheet(self.family, template=template.name)
		for child in ("Jan Testowy", "Ola Testowa"):
			self.take_out(child)
		self.assertEqual(self.people(fresh(sheet).save()), ["Jan Testowy", "Ola Testowa"])

	def test_a_first_child_is_asked_about_in_a_sheet_begun_without_one(self):
		family = frappe.get_doc("Family", self.family)
		family.set("members", family.members[:1])
		family.save()
		sheet = make_sheet(self.family)
		self.assertEqual(self.people(sheet), [])
		self.add_child()
		self.assertEqual(self.people(fresh(sheet).save()), ["Iga Testowa"])

	def test_it_is_asked_in_the_wording_of_the_sheet(self):
		sheet = make_sheet(self.family)
		self.template.questions[4].question_text = "Spostrzeżenia i uwagi"
		self.template.questions[0].question_text = "Czy jest ciepła woda?"
		self.template.save()
		self.add_child()
		saved = fresh(sheet).save()
		asked = [row.question_text for row in saved.answers if row.person == "Iga Testowa"]
		# Of a question that the template no longer has nobody can say of whom it is asked.
		self.assertEqual(asked, [SAFE])
		self.assertEqual(saved.answers[0].question_text, HOME)

	def test_a_submitted_sheet_stays_as_it_is(self):
		sheet = submitted(make_sheet(self.family, NEEDED))
		self.add_child()
		self.assertEqual(self.coming(sheet), [])
		sheet = fresh(sheet)
		sheet.cancel()
		self.assertEqual(self.people(sheet), ["Jan Testowy", "Ola Testowa"])

	def test_what_is_carried_to_somebody_new_keeps_its_level(self):
		questions = [
			{
				"question_text": "Leczenie",
				"asked_of": "For Every Child",
				"is_sensitive": 1,
				"is_carried_forward": 1,
			}
		]
		template = make_sheet_template("Leczenie dzieci (próbne)", questions)
		first = make_sheet(self.family, {"Leczenie": "astma"}, template=template.name, sheet_date=day(-2))
		submitted(first)
		self.take_out("Ola Testowa")
		draft = make_sheet(self.family, template=template.name)
		family = frappe.get_doc("Family", self.family)
		next(row for row in family.members if row.full_name == "Ola Testowa").left_on = None
		family.save()
		[row] = self.coming(draft)
		self.assertEqual((row["person"], row["sensitive_answer"]), ("Ola Testowa", "astma"))
		self.assertEqual(fresh(draft).save().answers[1].sensitive_answer, "astma")

	def test_its_visit_and_plan_are_the_familys(self):
		other = make_family().name
		visit, plan = make_visit(other), make_plan(other)
		for values in ({"visit": visit.name}, {"plan": plan.name}):
			with self.subTest(values=values), self.refused(FamilyMovedError):
				make_sheet(self.family, **values)
		self.assertTrue(
			make_sheet(self.family, visit=make_visit(self.family, visit_date="2024-03-05").name).visit
		)

	def test_not_of_tomorrow(self):
		with self.refused(FutureDateError, label("Family Sheet", "sheet_date")):
			make_sheet(self.family, sheet_date=day(1))

	def test_a_row_is_not_written_alone(self):
		row = make_sheet(self.family).answers[0]
		row.answer = "No"
		with self.refused(RowAloneError):
			row.save()

	def test_who_fills_one_in(self):
		for key, part in (
			("assistant", "Family Assistant"),
			("social_worker", "Social Worker"),
			("consultant", "Consultant"),
		):
			assign(self.family, key, part)
		for key in ("social_worker", "consultant", "stranger", "administrator"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				make_sheet(self.family)
		with self.acting("assistant"):
			sheet = submitted(make_sheet(self.family, NEEDED))
		self.assertEqual(sheet.filled_in_by, email("assistant"))
