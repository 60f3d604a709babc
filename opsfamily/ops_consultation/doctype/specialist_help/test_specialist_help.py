import frappe
from frappe.utils import getdate

from opsfamily.case.dictionaries import DisabledEntryError
from opsfamily.case.document import FutureDateError
from opsfamily.case.household import get_household
from opsfamily.clocks.register import get_deadlines
from opsfamily.exceptions import DurationError, EmptyDocumentError, NotAMemberError, PeriodError
from opsfamily.ops_casework.doctype.access_copy.sources import get_prepared_entries
from opsfamily.ops_casework.doctype.family.together import get_lines
from opsfamily.ops_consultation.doctype.specialist_help.specialist_help import HelperError, NotEnrolledError
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import assign, day, email, fresh, make_family
from opsfamily.tests.make_daycentre import CENTRE, make_enrolment
from opsfamily.tests.make_help import make_specialist_help

DOCTYPE, CLOCK = "Specialist Help", "Specialist Help Follow-Up"


class TestSpecialistHelp(SiteTestCase):
	def setUp(self):
		super().setUp()
		members = [{"full_name": "Maria Testowa"}, {"full_name": "Lena Testowa"}]
		self.family = make_family(members=members).name
		assign(self.family)

	def help(self, person: str = "Maria Testowa", **values):
		return make_specialist_help(self.family, person, **values)

	def test_whoever_works_on_the_case_writes_it(self):
		assign(self.family, "social_worker", "Social Worker")
		assign(self.family, "consultant", "Psychologist")
		for key in ("assistant", "social_worker", "consultant", "coordinator", "head"):
			with self.acting(key):
				self.assertEqual(self.help(worker=email(key)).owner, email(key))

	def test_a_worker_or_somebody_from_outside(self):
		for values in (
			{"outside_specialist": " "},
			{"worker": email("assistant"), "outside_specialist": "X"},
		):
			with self.refused(HelperError, label(DOCTYPE, "worker"), label(DOCTYPE, "outside_specialist")):
				self.help(**values)
		with self.acting("assistant"):
			helped = self.help(worker=email("assistant"))
		self.assertEqual((helped.worker_name, helped.outside_specialist), ("Anna Asystentka", None))

	def test_its_length(self):
		for minutes in (0, 1440):
			with self.refused(DurationError, label(DOCTYPE, "minutes")):
				self.help(minutes=minutes)

	def test_for_members_of_the_household(self):
		with self.refused(NotAMemberError, in_row(2, label("Visit Participant", "full_name")), "Obca"):
			self.help(persons=[{"full_name": "Lena Testowa"}, {"full_name": "Obca Osoba"}])

	def test_work_in_a_day_centre_is_for_a_child_of_the_centre(self):
		make_enrolment(self.family, child="Lena Testowa", from_date="2026-10-01", until_date="2026-10-12")
		persons = label("Visit Participant", "full_name")
		with self.refused(NotEnrolledError, in_row(1, persons), "Maria Testowa"):
			self.help(centre=CENTRE)
		with self.refused(NotEnrolledError, in_row(1, persons), "Lena Testowa"):
			self.help("Lena Testowa", centre=CENTRE, help_date="2026-10-13")
		self.assertEqual(fresh(self.help("Lena Testowa", centre=CENTRE)).centre, CENTRE)

	def test_its_days(self):
		with self.refused(FutureDateError, label(DOCTYPE, "help_date")):
			self.help(help_date=day(1))
		with self.refused(PeriodError, label(DOCTYPE, "follow_up_on")):
			self.help(follow_up_on="2026-10-11")

	def test_a_kind_that_the_office_no_longer_uses(self):
		frappe.db.set_value("Specialist Help Kind", "mediacja", "disabled", 1)
		frappe.clear_document_cache("Specialist Help Kind", "mediacja")
		with self.refused(DisabledEntryError, "mediacja"):
			self.help(kind="mediacja")

	def clocks(self) -> list[tuple]:
		with self.acting("assistant"):
			found = [one for one in get_deadlines(clock=CLOCK) if one.family == self.family]
		return [(getdate(one.due), one.responsible, one.what) for one in found]

	def test_the_clock_runs_until_the_next_help_of_the_kind(self):
		self.help(follow_up_on="2026-11-20")
		expected = (getdate("2026-11-20"), email("assistant"), "poradnictwo psychologiczne")
		self.assertEqual(self.clocks(), [expected])
		self.help(kind="mediacja", help_date="2026-10-13")
		self.assertEqual(self.clocks(), [expected])
		self.help(help_date="2026-10-14")
		self.assertEqual(self.clocks(), [])

	def test_the_worker_is_reminded_while_on_the_case(self):
		assign(self.family, "consultant", "Psychologist")
		self.help(worker=email("consultant"), follow_up_on="2026-11-20")
		self.assertEqual([responsible for _due, responsible, _what in self.clocks()], [email("consultant")])

	def test_the_familys_page(self):
		self.help(help_date="2026-10-01", kind="terapia")
		newest = self.help(note="tajemnica")
		with self.acting("assistant"):
			[line] = get_lines(self.family, frozenset({DOCTYPE}))
		self.assertEqual(line.name, newest.name)
		self.assertEqual(line.text, "12.10.2026, poradnictwo psychologiczne, Hanna Bąk, psycholog")
		with self.acting("stranger"):
			self.assertEqual(get_lines(self.family, frozenset({DOCTYPE})), [])

	def test_the_access_copy_of_the_person_alone(self):
		self.help(note="rozmowa o zmęczeniu", institution="poradnia")
		people = get_household(self.family)
		found = {}
		for name in ("Maria Testowa", "Lena Testowa"):
			person = next(one for one in people if one.full_name == name)
			entries = get_prepared_entries(
				self.family, person, [one for one in people if one != person]
			).entries
			found[name] = {row["text"] for row in entries if row["source_doctype"] == DOCTYPE}
		self.assertEqual(found["Lena Testowa"], set())
		self.assertLessEqual({"poradnictwo psychologiczne", "12.10.2026", "poradnia"}, found["Maria Testowa"])
		self.assertNotIn("Hanna Bąk, psycholog", found["Maria Testowa"])

	def test_a_stranger_writes_and_changes_none(self):
		helped = self.help()
		with self.acting("stranger"):
			with self.assertRaises(frappe.PermissionError):
				self.help()
			with self.assertRaises(frappe.PermissionError):
				fresh(helped).update({"minutes": 5}).save()

	def test_nothing_needed_is_empty(self):
		with self.refused(frappe.MandatoryError):
			self.help(kind=None)
		with self.assertRaises((frappe.MandatoryError, EmptyDocumentError)):
			self.help(persons=[])
