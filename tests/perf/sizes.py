"""Sections of four sizes, from a small office to a city, written by the database itself: rows that no rule looks at.

Every family has an assistant, a month's card of seven visits for each month, a closed first step (assessment, plan,
schedule) and three agreed actions, one of them pending. What is in the future or in the past is counted from today.
"""

from typing import NamedTuple

import frappe

VISITS_A_MONTH = 7
FAMILIES_OF_READER = 15
ASSISTANT, COORDINATOR = "section.1@example.com", "section.coordinator@example.com"


class Size(NamedTuple):
	"""How large a section is; one family has `VISITS_A_MONTH` visits in each month."""

	families: int
	assistants: int
	months: int

	@property
	def visits(self) -> int:
		return self.families * self.months * VISITS_A_MONTH

	@property
	def cards(self) -> int:
		return self.families * self.months


SIZES = {
	"S": Size(45, 3, 19),
	"M": Size(150, 10, 19),
	"L": Size(1_500, 100, 10),
	"XL": Size(6_000, 400, 24),
}

OWNED = "owner, modified_by, creation, modified"
OWNERS = "'Administrator', 'Administrator', now(6) - interval 2 year, now(6)"
# The assistant of family number `f`, and the first day of the month `m` months before this one.
WORKER = "concat('section.', 1 + (f - 1) mod %(assistants)s, '@example.com')"
FIRST = "date_format(curdate() - interval m month, '%%Y-%%m-01')"
# An assistant's families are visited one after the other.
HOUR = "cast(sec_to_time(3600 * (6 + f div %(assistants)s mod 15)) as time)"
EVERY_FAMILY = "(select cast(seq as signed) f from seq_1_to_{families}) of_f"
EVERY_MONTH = "(select cast(seq as signed) m from seq_0_to_{last_month}) of_m"

STATEMENTS = (
	f"""
insert into `tabUser` (name, {OWNED}, email, first_name, full_name, enabled, user_type)
select concat('section.', seq, '@example.com'), {OWNERS}, concat('section.', seq, '@example.com'),
	'Anna', concat('Anna ', seq), 1, 'System User'
from seq_1_to_{{assistants}}
""",
	f"""
insert into `tabHas Role` (name, {OWNED}, parent, parenttype, parentfield, role)
select concat('SECTION-', seq), {OWNERS}, concat('section.', seq, '@example.com'), 'User', 'roles', 'Family Assistant'
from seq_1_to_{{assistants}}
""",
	f"""
insert into `tabFamily` (name, {OWNED}, representative, status, current_assistant)
select concat('SEC-', f), {OWNERS}, concat('Rodzina ', f), 'Under Support',
	concat('Anna ', 1 + (f - 1) mod %(assistants)s)
from {EVERY_FAMILY}
""",
	f"""
insert into `tabCase Assignment` (name, {OWNED}, family, representative, part, user, full_name, from_date)
select concat('SEC-ASG-', f), {OWNERS}, concat('SEC-', f), concat('Rodzina ', f), 'Family Assistant', {WORKER},
	concat('Anna ', 1 + (f - 1) mod %(assistants)s), curdate() - interval 26 month
from {EVERY_FAMILY}
""",
	f"""
insert into `tabFamily Assessment` (
	name, {OWNED}, docstatus, family, representative, kind, assessment_date, assistant)
select concat('SEC-ASS-', f), {OWNERS}, 1, concat('SEC-', f), concat('Rodzina ', f), 'Initial',
	curdate() - interval 100 + f mod 100 day, {WORKER}
from {EVERY_FAMILY}
""",
	f"""
insert into `tabFamily Work Plan` (
	name, {OWNED}, docstatus, status, family, representative, plan_date, assistant)
select concat('SEC-PLN-', f), {OWNERS}, 1, 'Running', concat('SEC-', f), concat('Rodzina ', f),
	curdate() - interval 90 + f mod 100 day, {WORKER}
from {EVERY_FAMILY}
""",
	f"""
insert into `tabAction Schedule` (
	name, {OWNED}, docstatus, status, family, representative, plan, schedule_date, evaluation_date)
select concat('SEC-HAR-', f), {OWNERS}, 1, 'Running', concat('SEC-', f), concat('Rodzina ', f),
	concat('SEC-PLN-', f), curdate() - interval 80 + f mod 100 day, curdate() + interval f mod 90 - 5 day
from {EVERY_FAMILY}
""",
	f"""
insert into `tabScheduled Action` (
	name, {OWNED}, family, representative, schedule, action, party, outcome, due_date, action_key)
select concat('SEC-ACT-', f, '-', a), {OWNERS}, concat('SEC-', f), concat('Rodzina ', f), concat('SEC-HAR-', f),
	'rozmowa o wydatkach', 'Family Assistant', if(a = 1, 'Pending', 'Done'), curdate() + interval f mod 60 - 10 day,
	concat('SEC-ACT-', f, '-', a)
from {EVERY_FAMILY} join (select seq a from seq_1_to_3) of_a
""",
	f"""
insert into `tabFamily Visit` (
	name, {OWNED}, family, representative, kind, nature, on_timesheet, place, visit_date, month, from_time, to_time,
	minutes, assistant, assistant_name, signature_mode, people, actions, course)
select concat('SEC-WIZ-', m, '-', f, '-', v), {OWNERS}, concat('SEC-', f), concat('Rodzina ', f),
	'wizyta w rodzinie', 'Direct Contact', 1, 'mieszkanie rodziny', {FIRST} + interval 3 * v day,
	date_format({FIRST}, '%%Y-%%m'), {HOUR}, {HOUR} + interval 1 hour, 60,
	{WORKER}, concat('Anna ', 1 + (f - 1) mod %(assistants)s), 'On Paper Card', 'Maria Testowa, Jan Testowy',
	'rozmowa wspierająca', 'Omówiono wydatki miesiąca.'
from {EVERY_MONTH} join {EVERY_FAMILY} join (select seq v from seq_1_to_{VISITS_A_MONTH}) of_v
""",
	f"""
insert into `tabAssistant Timesheet` (
	name, {OWNED}, docstatus, workflow_state, state_meaning, family, representative, month, assistant, assistant_name, live_for,
	total_minutes, timesheet_minutes, direct_minutes, minutes_now, sent_by, sent_on)
select concat('SEC-KCP-', m, '-', f), {OWNERS}, m > 0, if(m > 0, 'Card Accepted', 'Card Sent'), if(m > 0, 'Accepted', 'Sent'),
	concat('SEC-', f), concat('Rodzina ', f), date_format({FIRST}, '%%Y-%%m'), {WORKER},
	concat('Anna ', 1 + (f - 1) mod %(assistants)s), {WORKER}, 60 * {VISITS_A_MONTH}, 60 * {VISITS_A_MONTH},
	60 * {VISITS_A_MONTH}, 60 * {VISITS_A_MONTH}, {WORKER}, now()
from {EVERY_MONTH} join {EVERY_FAMILY}
""",
	f"""
insert into `tabTimesheet Row` (
	name, {OWNED}, docstatus, parent, parenttype, parentfield, idx, visit, visit_date, from_time, to_time, minutes,
	kind, nature, on_timesheet, place, people, actions, course)
select concat('SEC-WIE-', m, '-', f, '-', v), {OWNERS}, m > 0, concat('SEC-KCP-', m, '-', f), 'Assistant Timesheet',
	'rows', v, concat('SEC-WIZ-', m, '-', f, '-', v), {FIRST} + interval 3 * v day,
	{HOUR}, {HOUR} + interval 1 hour, 60, 'wizyta w rodzinie', 'Direct Contact', 1,
	'mieszkanie rodziny', 'Maria Testowa, Jan Testowy', 'rozmowa wspierająca', 'Omówiono wydatki miesiąca.'
from {EVERY_MONTH} join {EVERY_FAMILY} join (select seq v from seq_1_to_{VISITS_A_MONTH}) of_v
""",
)
DOCTYPES = (
	"Family",
	"Case Assignment",
	"Family Assessment",
	"Family Work Plan",
	"Action Schedule",
	"Scheduled Action",
	"Family Visit",
	"Assistant Timesheet",
	"Timesheet Row",
)


def seed(size: Size) -> None:
	"""Make the section anew. Every DocType of it is emptied first: the site is for measuring alone."""
	_clear()
	insert(size)
	frappe.db.commit()
	for doctype in DOCTYPES:
		frappe.db.sql(f"analyze table `tab{doctype}`")
	frappe.clear_cache()


def insert(size: Size) -> None:
	"""Write the section beside what the site has, without a commit."""
	values = {**size._asdict(), "last_month": size.months - 1}
	for statement in STATEMENTS:
		frappe.db.sql(statement.format(**values), values)
	_make_coordinator()


def _clear() -> None:
	frappe.db.commit()
	for doctype in (*DOCTYPES, "Deadline Notice", "Notification Log"):
		frappe.db.sql_ddl(f"truncate table `tab{doctype}`")
	frappe.db.delete("User", {"name": ["like", "section.%"]})
	frappe.db.delete("Has Role", {"parent": ["like", "section.%"]})
	frappe.db.commit()


def _make_coordinator() -> None:
	values = {"doctype": "User", "email": COORDINATOR, "first_name": "Ewa", "send_welcome_email": 0}
	frappe.get_doc(values).insert().add_roles("Family Coordinator")
