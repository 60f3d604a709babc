"""Supervision sessions, their records and consultations for tests."""

import frappe

from opsfamily.permissions.registry import CASE_CHILDREN

SUPERVISOR = "dr Tomasz Zawadzki"
KIND, TRAINING = "indywidualna sprawa", "mini-szkolenie"
PHONE = "telefoniczna"


def make_session(*keys: str, **values):
	"""A held session of the people with these keys (all were there), as the session's user writes it down.

	keys: the assistant and the social worker where none is given.
	"""
	from opsfamily.tests.factories import day, email

	people = keys or ("assistant", "social_worker")
	defaults = {
		"session_date": day(-3),
		"form": "Group Session" if len(people) > 1 else "Individual Session",
		"status": "Held",
		"minutes": 90,
		"supervisor_name": SUPERVISOR,
		"attendance": [{"user": email(key), "attended": 1} for key in people],
	}
	return frappe.get_doc({"doctype": "Supervision Session", **defaults, **values}).insert()


def make_record(session: str, **values):
	defaults = {"topic": "Rodzina z długami i uzależnieniem"}
	return frappe.get_doc(
		{"doctype": "Supervision Record", "session": session, **defaults, **values}
	).insert()


def make_consultation(family: str | None = None, key: str = "consultant", **values):
	"""A consultation of the person with this key for the assistant, three days ago."""
	from opsfamily.tests.factories import day, email

	defaults = {
		"kind": KIND,
		"consultation_date": day(-3),
		"minutes": 60,
		"consultant": email(key),
		"topic": "Jak rozmawiać z nastolatkiem",
		"persons": [{"full_name": "Alicja Wychowawczyni"}],
	}
	return frappe.get_doc({"doctype": "Consultation", "family": family, **defaults, **values}).insert()


def make_year_plan(*keys: str, **values):
	"""A plan of three sessions of this year for the people with these keys, by default assistant and social worker."""
	from opsfamily.tests.factories import day, email

	people = keys or ("assistant", "social_worker")
	year = day(0).year
	rows = [{"planned_on": f"{year}-{month}-10", "minutes": 90} for month in ("02", "06", "10")]
	defaults = {
		"title": "Superwizja w roku",
		"year": year,
		"form": "Group Session" if len(people) > 1 else "Individual Session",
		"supervisor_name": SUPERVISOR,
		"participants": [{"user": email(key)} for key in people],
		"sessions": rows,
	}
	return frappe.get_doc({"doctype": "Supervision Plan", **defaults, **values}).insert()


def make_request(family: str | None = None, **values):
	"""A request of the session's user for a consultation within a week."""
	from opsfamily.tests.factories import day

	defaults = {"topic": "Jak rozmawiać z nastolatkiem", "wanted_by": day(7)}
	return frappe.get_doc(
		{"doctype": "Consultation Request", "family": family, **defaults, **values}
	).insert()


def make_adviser(key: str | None = None) -> str:
	"""An entry of the directory for the person with this key, else for somebody without an account."""
	from opsfamily.tests.factories import email

	name = f"Konsultant {key or 'spoza ośrodka'} {frappe.generate_hash(length=6)}"
	values = {"adviser_name": name, "user": email(key) if key else None, "phone": "600 100 200"}
	return frappe.get_doc({"doctype": "Adviser", **values}).insert().name


def make_supervision(family: str, _person: str, word: str, assistant: str) -> list:
	"""A session of the assistant alone, its record, a consultation about the family and a request; all with the word."""
	from opsfamily.tests.factories import email

	session = make_session(assistant, supervisor_name=word)
	record = make_record(
		session.name,
		topic=word,
		possibilities=word,
		problems=[{"problem": word}],
		goals=[{"goal": word}],
		actions=[{"action": word, "user": email(assistant)}],
	)
	plan = make_year_plan(assistant, title=word, aims=word)
	feedback = frappe.get_doc(
		{"doctype": "Supervision Feedback", "session": session.name, "words": word}
	).insert()
	# Past the rules: no earlier session of theirs is committed for it.
	earlier = record.append("earlier_actions", {"action": word, "user": email(assistant), "remark": word})
	earlier.db_insert()
	for row in plan.sessions:
		row.db_set("topic", word)
	for row in (*session.attendance, *record.actions, earlier):
		row.db_set("full_name", word)
	request = make_request(family, topic=word, question=word, answer=word)
	return [session, record, plan, feedback, make_bare_consultation(family, word, assistant), request]


def make_bare_consultation(family: str, word: str, assistant: str):
	"""A consultation by a consultant who left the case long ago: no assignment of theirs opens it to anybody."""
	from opsfamily.tests.factories import assign, day

	left = assign(family, "working_consultant", "Consultant", until_date=day(-300))
	values = {"topic": word, "advice": word, "persons": [{"full_name": word}]}
	consultation = make_consultation(family, "working_consultant", consultation_date=day(-310), **values)
	# The tests that are given this family count and overlap its assignments themselves.
	frappe.db.delete("Case Assignment", {"name": left.name})
	return consultation


def erase_support(domain: str) -> None:
	"""Take away what a test committed of the support for the workers: all in which its people took part."""
	like = f"%@{domain}"
	attended = frappe.get_all(
		"Supervision Attendance", filters={"user": ["like", like]}, pluck="parent", order_by="parent"
	)
	led = frappe.get_all(
		"Supervision Session", filters={"supervisor": ["like", like]}, pluck="name", order_by="name"
	)
	sessions = sorted({*attended, *led})
	records = frappe.get_all(
		"Supervision Record", filters={"session": ["in", sessions]}, pluck="name", order_by="name"
	)
	given = frappe.get_all(
		"Consultation",
		filters={"family": ["is", "not set"], "consultant": ["like", like]},
		pluck="name",
		order_by="name",
	)
	planned = frappe.get_all(
		"Supervision Plan Person", filters={"user": ["like", like]}, pluck="parent", order_by="parent"
	)
	frappe.db.delete("Supervision Feedback", {"session": ["in", sessions]})
	asked = frappe.get_all(
		"Consultation Request",
		filters={"family": ["is", "not set"], "asked_by": ["like", like]},
		pluck="name",
		order_by="name",
	)
	for doctype, names in (
		("Consultation Request", asked),
		("Supervision Plan", sorted(set(planned))),
		("Supervision Record", records),
		("Supervision Session", sessions),
		("Consultation", given),
	):
		_erase(doctype, names)


def _erase(doctype: str, names: list[str]) -> None:
	for child, parents in CASE_CHILDREN.items():
		if doctype in parents:
			frappe.db.delete(child, {"parenttype": doctype, "parent": ["in", names]})
	for trace, of_doctype, of_name in (
		("Version", "ref_doctype", "docname"),
		("View Log", "reference_doctype", "reference_name"),
		("Access Log", "export_from", "reference_document"),
		("Comment", "reference_doctype", "reference_name"),
		("Tag Link", "document_type", "document_name"),
		("File", "attached_to_doctype", "attached_to_name"),
	):
		frappe.db.delete(trace, {of_doctype: doctype, of_name: ["in", names]})
	frappe.db.delete(doctype, {"name": ["in", names]})
