"""A section's data, written fast: rows that no rule has to look at, made by the database itself."""

import frappe

MONTHS = 10
VISITS_A_MONTH = 12
VISITS_A_FAMILY = MONTHS * VISITS_A_MONTH
ASSISTANT = "perf.assistant@example.com"
# Who sees how much: about 1 % of the visits, five of them, none.
READERS = {"1 %": "perf.percent@example.com", "5": "perf.five@example.com", "none": "perf.none@example.com"}
COORDINATOR = "perf.coordinator@example.com"
SMALL_FAMILY = "PERF-SMALL"

FAMILIES = """
insert into `tabFamily` (name, owner, modified_by, creation, modified, representative, status)
select concat('PERF-', seq), 'Administrator', 'Administrator', now(6), now(6), concat('Rodzina ', seq), 'Under Support'
from seq_1_to_{families}
"""
VISITS = """
insert into `tabFamily Visit` (
	name, owner, modified_by, creation, modified, family, representative, kind, on_timesheet, place,
	visit_date, month, from_time, to_time, minutes, assistant, assistant_name, signature_mode, people, actions, course)
select
	concat(%(prefix)s, '-', seq), %(assistant)s, %(assistant)s, now(6), now(6) - interval seq second,
	concat('PERF-', 1 + (seq - 1) div {a_family}), concat('Rodzina ', 1 + (seq - 1) div {a_family}),
	'wizyta w rodzinie', 1, 'mieszkanie rodziny',
	@day := date('2025-01-01') + interval ((seq - 1) div {a_month} mod {months}) month
		+ interval 2 * ((seq - 1) mod {a_month}) day,
	date_format(@day, '%%Y-%%m'), '15:00:00', '17:00:00', 120, %(assistant)s, 'Anna Mierzona',
	'On Paper Card', 'Maria Testowa, Jan Testowy', 'rozmowa wspierająca', 'Omówiono wydatki miesiąca.'
from seq_1_to_{visits}
"""


def seed(visits: int) -> None:
	"""Families with twelve visits a month over ten months, until there are `visits` of them."""
	if frappe.db.count("Family Visit") >= visits:
		return
	families = visits // VISITS_A_FAMILY + 1
	_make_users()
	frappe.db.sql(FAMILIES.format(families=families))
	insert_visits(visits)
	_make_small_family()
	_assign(families)
	frappe.db.commit()
	for doctype in ("Family", "Family Visit", "Assistant Timesheet"):
		frappe.db.sql(f"analyze table `tab{doctype}`")


def clear_cards() -> None:
	"""Take away what an earlier benchmark left: a print commits its access log, and the cards with it."""
	cards = frappe.get_all("Assistant Timesheet", filters={"family": ["like", "PERF-%"]}, pluck="name")
	if cards:
		frappe.db.delete("Timesheet Row", {"parent": ["in", cards]})
		frappe.db.delete("Assistant Timesheet", {"name": ["in", cards]})
	frappe.db.commit()


def insert_visits(visits: int, prefix: str = "PERF-WIZ") -> None:
	"""One statement: the database writes the rows that it makes."""
	sizes = {"a_family": VISITS_A_FAMILY, "a_month": VISITS_A_MONTH, "months": MONTHS, "visits": visits}
	frappe.db.sql(VISITS.format(**sizes), {"assistant": ASSISTANT, "prefix": prefix})


def _make_users() -> None:
	for user in (ASSISTANT, *READERS.values()):
		_make_user(user, "Family Assistant")
	_make_user(COORDINATOR, "Family Coordinator")


def _make_user(email: str, role: str) -> None:
	values = {"doctype": "User", "email": email, "first_name": email.split("@")[0], "send_welcome_email": 0}
	frappe.get_doc(values).insert(ignore_if_duplicate=True).add_roles(role)


def _make_small_family() -> None:
	family = {"doctype": "Family", "representative": "Rodzina mała"}
	frappe.get_doc(family).insert(set_name=SMALL_FAMILY)
	frappe.db.sql("update `tabFamily Visit` set family = %s order by name limit 5", SMALL_FAMILY)


def _assign(families: int) -> None:
	for number in range(1, max(1, families // 100) + 1):
		_put_on_case(READERS["1 %"], f"PERF-{number}")
	_put_on_case(READERS["5"], SMALL_FAMILY)


def _put_on_case(user: str, family: str) -> None:
	values = {"doctype": "Case Assignment", "family": family, "user": user, "part": "Family Assistant"}
	frappe.get_doc({**values, "from_date": "2025-01-01"}).insert()
