import frappe

from opsfamily.case.document import FutureDateError
from opsfamily.ops_paper.values import paper_date
from opsfamily.ops_teamwork.doctype.cooperation.cooperation import NotInNetworkError, SecondCooperationError
from opsfamily.ops_teamwork.doctype.cooperation.degrees import get_current_degrees
from opsfamily.patches.v1_3 import link_kinds_of_cooperation
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, fresh, make_family
from opsfamily.tests.make_analysis import make_cooperation

DOCTYPE = "Cooperation"
SCHOOL, CLINIC = "SP nr 2", "Poradnia leczenia uzależnień"
NETWORK = [{"kind": "szkoła", "institution": SCHOOL}, {"kind": "ochrona zdrowia", "institution": CLINIC}]
KEPT = frozenset({DOCTYPE})


class TestCooperation(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(support_network=NETWORK).name
		assign(self.family)

	def record(self, institution=SCHOOL, **values):
		return make_cooperation(self.family, institution=institution, **values)

	def today(self) -> dict[str, str]:
		"""Institution → its degree today."""
		found = get_current_degrees(self.family, KEPT).values()
		return {row.entry.institution: row.entry.degree for row in found}

	def test_everybody_on_the_case_records_it(self):
		assign(self.family, "social_worker", "Social Worker")
		assign(self.family, "consultant", "Case Manager")
		for number, key in enumerate(("assistant", "social_worker", "consultant", "coordinator", "head")):
			with self.subTest(key=key), self.acting(key):
				self.assertEqual(self.record(since=day(-number)).representative, "Maria Testowa")

	def test_a_stranger_records_nothing(self):
		for key in ("stranger", "social_worker", "administrator", "nobody"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				self.record()

	def test_the_kind_comes_from_the_network(self):
		entry = self.record(CLINIC, kind="szkoła")
		self.assertEqual(entry.kind, "ochrona zdrowia")
		self.assertEqual(fresh(entry).update({"kind": "szkoła"}).save().kind, "ochrona zdrowia")
		with self.refused(frappe.LinkValidationError, "wymyślony"):
			self.record(kind="wymyślony")

	def test_a_renamed_kind_is_called_as_the_dictionary_calls_it(self):
		entry = self.record(CLINIC)
		frappe.rename_doc("Support Kind", "ochrona zdrowia", "ochrona zdrowia rodziny", show_alert=False)
		self.assertEqual(fresh(entry).kind, "ochrona zdrowia rodziny")

	def test_a_kind_that_is_switched_off_is_copied_from_the_network(self):
		frappe.db.set_value("Support Kind", "ochrona zdrowia", "disabled", 1)
		frappe.clear_document_cache("Support Kind", "ochrona zdrowia")
		self.assertEqual(self.record(CLINIC).kind, "ochrona zdrowia")

	def test_the_patch_links_every_kind_and_loses_none(self):
		known, renamed, gone = self.record(CLINIC), self.record(), self.record(since=day(-9))
		for entry, kind in ((renamed, "szkoła dawna"), (gone, "urząd dawny")):
			frappe.db.set_value(DOCTYPE, entry.name, "kind", kind, update_modified=False)
		frappe.db.set_value(DOCTYPE, gone.name, "institution", "Dawna instytucja", update_modified=False)
		for _time in range(2):
			link_kinds_of_cooperation.execute()
		kinds = [fresh(entry).kind for entry in (known, renamed, gone)]
		self.assertEqual(kinds, ["ochrona zdrowia", "szkoła", "urząd dawny"])
		self.assertEqual(frappe.db.get_value("Support Kind", "urząd dawny", "disabled"), 1)
		self.assertTrue(fresh(gone).update({"note": "dalej do zapisania"}).save())

	def test_it_is_named_as_in_the_network(self):
		self.assertEqual(self.record(" sp  NR 2 ").institution, SCHOOL)

	def test_somebody_who_is_not_in_the_network(self):
		with self.refused(NotInNetworkError, label(DOCTYPE, "institution"), "Sąd"):
			self.record("Sąd")
		other = make_family(support_network=[{"kind": "szkoła", "institution": "Sąd"}]).name
		with self.refused(NotInNetworkError):
			make_cooperation(self.family, institution="Sąd")
		self.assertTrue(make_cooperation(other, institution="Sąd").name)

	def test_it_stays_when_the_row_goes(self):
		entry = self.record()
		frappe.get_doc("Family", self.family).update({"support_network": NETWORK[1:]}).save()
		fresh(entry).update({"note": "koniec współpracy"}).save()
		self.assertEqual(fresh(entry).institution, SCHOOL)

	def test_the_institution_does_not_change(self):
		entry = self.record()
		with self.refused(frappe.CannotChangeConstantError):
			entry.update({"institution": CLINIC}).save()

	def test_tomorrow(self):
		with self.refused(FutureDateError, label(DOCTYPE, "since")):
			self.record(since=day(1))

	def test_two_of_one_day_with_one_institution(self):
		entry = self.record(since=day(-3))
		words = (label(DOCTYPE, "since"), SCHOOL, paper_date(day(-3)), entry.name)
		with self.refused(SecondCooperationError, *words):
			self.record(since=day(-3), degree="integracja")
		self.record(CLINIC, since=day(-3))
		later = self.record(since=day(-2))
		with self.refused(SecondCooperationError):
			later.update({"since": day(-3)}).save()

	def test_a_mistake_is_corrected_in_its_own_entry(self):
		entry = self.record()
		entry.update({"degree": "separacja"}).save()
		self.assertEqual(self.today(), {SCHOOL: "separacja"})

	def test_the_newest_counts_and_the_history_stays(self):
		self.record(since=day(-5), degree="integracja")
		self.record(since=day(-90), degree="łączność")
		self.record(CLINIC, degree="separacja")
		self.assertEqual(self.today(), {SCHOOL: "integracja", CLINIC: "separacja"})
		self.assertEqual(frappe.db.count(DOCTYPE, {"family": self.family}), 3)

	def test_a_stranger_sees_no_degree(self):
		self.record()
		with self.acting("stranger"):
			self.assertEqual(self.today(), {})

	def test_required_fields(self):
		with self.refused(frappe.MandatoryError, label("Cooperation", "degree")):
			self.record(degree=None)
		with self.refused(frappe.MandatoryError, label("Cooperation", "since")):
			self.record().update({"since": None}).save()

	def test_nothing_is_asked_of_a_family_without_any(self):
		self.record()
		self.assertEqual(get_current_degrees(self.family, frozenset()), {})
