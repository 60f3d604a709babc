from dataclasses import replace

import frappe
from frappe.utils import getdate

from opsfamily import api
from opsfamily.case.dictionaries import DisabledEntryError
from opsfamily.case.household import get_household
from opsfamily.core.figures.facts import GroupDay
from opsfamily.core.figures.groups import people_who_came
from opsfamily.exceptions import NotAMemberError, PeriodError, TimeOrderError
from opsfamily.ops_casework.doctype.access_copy.sources import get_prepared_entries
from opsfamily.ops_casework.doctype.family.together import get_lines
from opsfamily.ops_figures.loading import load_facts
from opsfamily.ops_teamwork.doctype.group_participation.group_participation import (
	PersonKeptError,
	PresenceError,
	SecondParticipationError,
)
from opsfamily.ops_teamwork.doctype.support_group.children import NoCentreError
from opsfamily.ops_teamwork.doctype.support_group.support_group import LeaderError
from opsfamily.permissions.rule import forget_families
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import assign, email, fresh, make_family
from opsfamily.tests.make_daycentre import make_centre, make_enrolment
from opsfamily.tests.make_groups import (
	GROUP,
	MEETING,
	PARTICIPATION,
	SCHOOL,
	day,
	make_group,
	make_meeting,
	make_participation,
)

MOTHER, OTHER = "Maria Testowa", "Obca Matka"


class TestGroupParticipation(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(members=[{"full_name": MOTHER}, {"full_name": "Jan Testowy"}]).name
		self.other = make_family(representative=OTHER, members=[{"full_name": OTHER}]).name
		assign(self.family)
		# The consultant leads and is on no case.
		self.group = make_group("Szkoła na próbę", "consultant").name
		self.meeting = make_meeting(self.group)
		self.mothers = make_participation(self.family, self.group, MOTHER)
		self.others = make_participation(self.other, self.group, OTHER)
		forget_families()

	def attend(self, key: str = "consultant", **values):
		with self.acting(key):
			rows = api.group_attendance(self.meeting.name)
			noted = [{**row, "presence": "Present", **values} for row in rows]
			return api.save_group_attendance(self.meeting.name, noted)

	# who sees whom

	def test_a_worker_sees_the_part_of_the_own_family_alone(self):
		with self.acting("assistant"):
			self.assertEqual(frappe.get_list(PARTICIPATION, pluck="name"), [self.mothers.name])
			self.assertTrue(self.mothers.has_permission("read"))
			self.assertFalse(self.others.has_permission("read"))
			self.assertFalse(self.meeting.has_permission("read"))

	def test_whoever_leads_sees_all_who_come_and_no_family(self):
		with self.acting("consultant"):
			self.assertEqual(
				set(frappe.get_list(PARTICIPATION, pluck="name")), {self.mothers.name, self.others.name}
			)
			self.assertTrue(self.meeting.has_permission("write"))
			self.assertEqual(frappe.get_list("Family", pluck="name"), [])
			self.assertFalse(frappe.has_permission("Family", "read", self.family))

	def test_a_stranger_and_somebody_who_led_see_nothing(self):
		group = frappe.get_doc(GROUP, self.group)
		group.leaders[0].until_date = day(-1)
		group.save()
		for key in ("consultant", "stranger", "social_worker"):
			with self.acting(key):
				self.assertEqual(frappe.get_list(PARTICIPATION, pluck="name"), [])
				self.assertEqual(frappe.get_list(MEETING, pluck="name"), [])
				self.assertFalse(self.meeting.has_permission("read"))
				with self.assertRaises(frappe.PermissionError):
					api.group_attendance(self.meeting.name)

	def test_a_leader_finishes_within_a_month_of_the_groups_end(self):
		for ended, seen in ((30, True), (31, False)):
			frappe.db.set_value(GROUP, self.group, "until_date", day(-ended))
			forget_families()
			with self.acting("consultant"):
				self.assertEqual(bool(frappe.get_list(MEETING, pluck="name")), seen)

	def test_a_leader_enters_nobody_of_a_foreign_family(self):
		with self.acting("consultant"), self.assertRaises(frappe.PermissionError):
			make_participation(self.family, self.group, "Jan Testowy")

	# what is refused

	def test_members_of_the_household_once_at_a_time(self):
		with self.refused(NotAMemberError, "Nikt"):
			make_participation(self.family, self.group, "Nikt Znany")
		with self.refused(SecondParticipationError, MOTHER):
			make_participation(self.family, self.group, MOTHER)
		fresh(self.mothers).update({"until_date": day(-10)}).save()
		self.assertTrue(make_participation(self.family, self.group, MOTHER, from_date=day(-9)))

	def test_days_of_the_group(self):
		frappe.db.set_value(GROUP, self.group, "until_date", day(-3))
		with self.refused(PeriodError, label(PARTICIPATION, "from_date")):
			make_participation(self.family, self.group, "Jan Testowy", from_date=day(-2))
		with self.refused(PeriodError, label(MEETING, "meeting_date")):
			make_meeting(self.group, meeting_date=day(0))
		with self.refused(TimeOrderError, label(MEETING, "to_time")):
			make_meeting(self.group, from_time="18:00:00", to_time="17:00:00")

	def test_leaders_of_a_group(self):
		for row in ({}, {"user": email("assistant"), "outside_leader": "X"}, {"user": email("clerk")}):
			with self.refused(LeaderError, label("Support Group Leader", "user")):
				make_group("Inna", leaders=[{**row, "from_date": day(-1)}])
		with self.refused(PeriodError, in_row(1, label("Support Group Leader", "until_date"))):
			leader = {"user": email("assistant"), "from_date": day(-1), "until_date": day(-2)}
			make_group("Inna", leaders=[leader])

	def test_a_kind_that_the_office_no_longer_uses(self):
		frappe.db.set_value("Support Group Kind", SCHOOL, "disabled", 1)
		frappe.clear_document_cache("Support Group Kind", SCHOOL)
		with self.refused(DisabledEntryError, SCHOOL):
			make_group("Inna")

	# who came

	def test_who_came_is_stored_with_each_person(self):
		answer = self.attend(remark="aktywna")
		self.assertEqual([row["presence"] for row in answer], ["Present", "Present"])
		[row] = fresh(self.mothers).presences
		self.assertEqual((row.meeting, row.presence, row.remark), (self.meeting.name, "Present", "aktywna"))
		self.assertEqual(str(row.meeting_date), str(self.meeting.meeting_date))
		self.attend(presence="", remark="")
		self.assertEqual(fresh(self.mothers).presences, [])

	def test_the_row_follows_the_day_of_the_meeting(self):
		self.attend()
		fresh(self.meeting).update({"meeting_date": day(-6)}).save()
		self.assertEqual(fresh(self.mothers).presences[0].meeting_date, day(-6))

	def test_a_meeting_with_presences_is_moved_to_no_day_that_refuses_them(self):
		self.attend()
		fresh(self.others).update({"until_date": day(-5)}).save()
		with self.acting("consultant"):
			for moved, named in (
				(day(1), label(MEETING, "meeting_date")),
				(day(-2), OTHER),
				(day(-40), MOTHER),
			):
				with self.refused(PeriodError, named):
					fresh(self.meeting).update({"meeting_date": moved}).save()
			fresh(self.meeting).update({"meeting_date": day(-6)}).save()
		self.assertTrue(fresh(self.mothers).update({"until_date": day(0)}).save())

	def test_whose_part_it_is_only_the_people_on_the_case_correct(self):
		before = self.mothers.person
		for name in ("Jan Testowy", "Nikt Znany"):
			with self.acting("consultant"), self.refused(PersonKeptError, label(PARTICIPATION, "person")):
				fresh(self.mothers).update({"person": name}).save()
		self.assertEqual(fresh(self.mothers).person, before)
		with self.acting("assistant"):
			self.assertEqual(
				fresh(self.mothers).update({"person": "Jan Testowy"}).save().person, "Jan Testowy"
			)

	def test_who_has_another_name_now_is_one_person_in_the_figures(self):
		self.attend()
		fresh(self.mothers).update({"until_date": day(-3)}).save()
		family = fresh(frappe.get_doc("Family", self.family))
		next(row for row in family.members if row.full_name == MOTHER).full_name = "Maria Nowa-Testowa"
		family.save()
		later = make_meeting(self.group, meeting_date=day(-1))
		row = {"meeting": later.name, "presence": "Present"}
		make_participation(self.family, self.group, "Maria Nowa-Testowa", from_date=day(-2), presences=[row])
		facts = load_facts(getdate(day(-30)), getdate())
		people = {each.person for each in facts.group_days if each.family == self.family}
		self.assertEqual(people, {"Maria Nowa-Testowa"})
		spelt = (
			GroupDay("UDZ-1", "ROD-1", "Anna  NOWAK", getdate(), ""),
			GroupDay("UDZ-2", "ROD-1", "Anna Nowak", getdate(), ""),
		)
		counted = people_who_came(replace(facts, group_days=spelt), "")
		self.assertEqual(counted.value, 1)

	def test_all_or_nobody(self):
		with self.acting("consultant"):
			rows = [{**row, "presence": "Present"} for row in api.group_attendance(self.meeting.name)]
		for change in (
			{"participation": "UDZ-0"},
			{"presence": "Maybe"},
			{"presence": "", "remark": "x"},
			{"modified": "2020-01-01 00:00:00"},
		):
			with self.acting("consultant"), self.refused(PresenceError):
				api.save_group_attendance(self.meeting.name, [rows[0], {**rows[1], **change}])
			self.assertEqual((fresh(self.mothers).presences, fresh(self.others).presences), ([], []))

	def test_nobody_but_a_leader_notes_who_came(self):
		row = {"meeting": self.meeting.name, "presence": "Absent"}
		with self.acting("assistant"):
			with self.refused(PresenceError, label(PARTICIPATION, "presences")):
				fresh(self.mothers).update({"presences": [row]}).save()
			self.assertTrue(fresh(self.mothers).update({"until_date": day(0)}).save())

	def test_what_a_row_may_not_be(self):
		ahead = make_meeting(self.group, meeting_date=day(3))
		early = make_meeting(self.group, meeting_date=day(-40))
		foreign = make_meeting(make_group("Inna grupa").name)
		for meetings in (
			[ahead],
			[early],
			[foreign],
			[self.meeting, self.meeting],
		):
			rows = [{"meeting": meeting.name, "presence": "Present"} for meeting in meetings]
			with self.refused(PresenceError, in_row(len(rows), label("Group Presence", "meeting"))):
				fresh(self.mothers).update({"presences": rows}).save()

	# where it is seen

	def test_the_familys_page(self):
		self.attend()
		with self.acting("assistant"):
			[line] = get_lines(self.family, frozenset({PARTICIPATION}))
			self.assertIn(MOTHER, line.text)
			self.assertIn("1", line.text.split("; ")[1])
			self.assertNotIn(OTHER, line.text)
		with self.acting("stranger"):
			self.assertEqual(get_lines(self.family, frozenset({PARTICIPATION})), [])

	def test_the_access_copy_of_the_person_alone(self):
		self.attend(remark="mówiła o Janie")
		people = get_household(self.family)
		found = {}
		for name in (MOTHER, "Jan Testowy"):
			person = next(one for one in people if one.full_name == name)
			others = [one for one in people if one != person]
			entries = get_prepared_entries(self.family, person, others).entries
			found[name] = {row["text"] for row in entries if row["source_doctype"] == PARTICIPATION}
		self.assertEqual(found["Jan Testowy"], set())
		self.assertIn(self.group, found[MOTHER])

	# a trip of the day centre

	def test_the_staff_of_a_centre_enter_its_children_without_their_families(self):
		centre = make_centre("Świetlica Wyjazdowa", email("day_centre"))
		make_enrolment(self.family, centre=centre)
		trip = make_group("Wyjazd", "day_centre", centre=centre).name
		with self.acting("day_centre"):
			self.assertEqual(api.add_centre_children(trip), 1)
			self.assertEqual(api.add_centre_children(trip), 0)
			[row] = frappe.get_list(PARTICIPATION, fields=["*"])
			self.assertEqual((row.person, row.get("family")), ("Jan Testowy", None))
			self.assertNotIn("family", frappe.get_doc(PARTICIPATION, row.name).as_dict())
			self.assertEqual(frappe.get_list(GROUP, pluck="name"), [trip])
			with self.assertRaises(frappe.PermissionError):
				api.add_centre_children(self.group)
			# Whom a name belongs to, the centre does not find out: the part stays the enrolled child's.
			for name in (MOTHER, "Nikt Znany"):
				part = frappe.get_doc(PARTICIPATION, row.name).update({"person": name}).save()
				self.assertEqual(part.person, "Jan Testowy")
		self.assertEqual(frappe.db.get_value(PARTICIPATION, row.name, "family"), self.family)
		with self.refused(NoCentreError):
			api.add_centre_children(self.group)
