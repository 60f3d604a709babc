"""Documents for tests. Every maker takes the fields that matter to the test and fills in the rest."""

import frappe
from frappe.utils import add_days, getdate

from opsfamily.core import requests, timesheet
from opsfamily.ops_casework.doctype.family_assessment.taken_over import PARTS
from opsfamily.permissions.registry import CASE_DOCTYPES
from opsfamily.permissions.rule import can_see_section
from opsfamily.permissions.session import acting_as
from opsfamily.tests.together import make_together

DOMAIN = "test.opsfamily.example"
ASSISTANTS_PHONE = "600 555 900"
PASSWORD = "Probna-Rodzina-2026"
# Key → (full name, roles).
PEOPLE = {
	"assistant": ("Anna Asystentka", ("Family Assistant",)),
	"other_assistant": ("Beata Bystra", ("Family Assistant",)),
	"social_worker": ("Marek Socjalny", ("Social Worker",)),
	"coordinator": ("Ewa Koordynatorka", ("Family Coordinator",)),
	"working_coordinator": ("Wanda Podwójna", ("Family Coordinator", "Family Assistant")),
	"head": ("Grażyna Kierowniczka", ("Head of Centre",)),
	"consultant": ("Karol Konsultant", ("Family Consultant",)),
	"working_consultant": ("Paweł Psycholog", ("Family Consultant",)),
	"administrator": ("Olga Administratorka", ("OPS Administrator",)),
	"client": ("Klara Kliencka", ("Family Assistant",)),
	"stranger": ("Obca Osoba", ("Family Assistant",)),
	"newcomer": ("Nowa Osoba", ("Family Assistant",)),
	"nobody": ("Bez Roli", ()),
	"day_centre": ("Dorota Świetlicowa", ("Day-Centre Staff",)),
	"other_centre": ("Olga Ościenna", ("Day-Centre Staff",)),
	"clerk": ("Stefania Statystyczna", ("Statistics Clerk",)),
}
DOCSTATUS = {**timesheet.DOCSTATUS, **requests.DOCSTATUS}
# Names of the families of this run, in the order of making.
made_families: list[str] = []


def day(offset: int = 0):
	"""Today, or so many days from it."""
	return add_days(getdate(), offset)


def email(key: str) -> str:
	return f"{key.replace('_', '.')}@{DOMAIN}"


def make_people() -> None:
	"""The section's users, made once a site and kept (passwords work over HTTP)."""
	for key, (full_name, roles) in PEOPLE.items():
		if not frappe.db.exists("User", email(key)):
			make_person(key, full_name, roles)


def make_person(key: str, full_name: str, roles: tuple[str, ...]):
	first_name, _space, last_name = full_name.partition(" ")
	values = {
		"doctype": "User",
		"email": email(key),
		"first_name": first_name,
		"last_name": last_name,
		"language": "pl",
		"send_welcome_email": 0,
		"new_password": PASSWORD,
		"mobile_no": ASSISTANTS_PHONE if key == "assistant" else None,
	}
	user = frappe.get_doc(values)
	user.flags.no_welcome_mail = True
	user.insert(ignore_permissions=True)
	user.add_roles(*roles)
	return user


def make_family(**values):
	"""A family with two members, opened by whoever the session's user is.

	Where that user may say so, it was taken over with its work under way: `assistant_since=None` for one that was not.
	"""
	members = [
		{"full_name": "Maria Testowa", "birth_date": "1990-01-01", "kinship": "matka", "health": "cukrzyca"},
		{"full_name": "Jan Testowy", "birth_date": "2015-06-01", "kinship": "syn"},
	]
	defaults = {"representative": "Maria Testowa", "address": "ul. Próbna 1", "phone": "500 100 200"}
	if can_see_section(frappe.session.user):
		defaults["assistant_since"] = day()
	family = _insert("Family", {**defaults, "members": members, **values})
	made_families.append(family.name)
	return family


def assign(family: str, key: str = "assistant", part: str = "Family Assistant", **values):
	"""Put a person on a family, from six years ago unless told otherwise; however many families they have."""
	defaults = {"from_date": day(-6 * 365), "workload_reason": "rodzina testowa"}
	return _insert(
		"Case Assignment", {"family": family, "user": email(key), "part": part, **defaults, **values}
	)


def make_notification(family: str, **values):
	"""A school's notification of ten days ago."""
	defaults = {
		"received_on": day(-10),
		"reporter_kind": "szkoła",
		"reporter": "pedagog SP nr 2",
		"subject": "Dzieci nie chodzą do szkoły.",
	}
	if values.get("closing_reason"):
		defaults["closing_code"] = "Other Reason"
	return _insert("Family Notification", {"family": family, **defaults, **values})


def make_risk_list(family: str, answer: str | None = "No", remark: str | None = None, **values):
	"""A draft of the office's risk list, all its items answered and remarked on alike."""
	risk_list = _insert("Risk List", {"family": family, "list_date": day(-7), **values})
	for row in risk_list.answers:
		row.update({"answer": answer, "remark": remark})
	return risk_list.save()


def make_request(family: str, **values):
	"""A draft request on the family's own application, which needs no other paper."""
	defaults = {
		"request_date": day(-6),
		"basis": "Own Application",
		"application_date": day(-8),
		"reason": "Rodzina prosi o pomoc w wychowaniu dzieci.",
		"proposed_assistant": email("assistant"),
	}
	return _insert("Assistant Request", {"family": family, **defaults, **values})


def make_cause(word: str, is_sensitive: int = 0) -> str:
	"""A cause of difficulties in the office's dictionary, with this word in its name."""
	name = f"{word} (wrażliwe)" if is_sensitive else word
	if not frappe.db.exists("Difficulty Cause", name):
		_insert("Difficulty Cause", {"cause_name": name, "is_sensitive": is_sensitive})
	return name


def make_assessment(family: str, **values):
	return _insert("Family Assessment", {"family": family, "assessment_date": "2026-08-17", **values})


def confirmed(assessment):
	"""The assessment, with everything that it took over from the last one confirmed as unchanged."""
	return assessment.update({f"{part}_unchanged": 1 for part in PARTS})


def make_plan(family: str, **values):
	defaults = {"plan_date": "2026-08-24", "main_goal": "Dzieci są bezpieczne w domu."}
	return _insert("Family Work Plan", {"family": family, **defaults, **values})


def make_schedule(plan, **values):
	"""A schedule of two actions for a plan (a document)."""
	actions = [
		{
			"party": "Family",
			"action": "Stały plan dnia",
			"due_date": "2026-09-14",
			"expected_effect": "spokój",
		},
		{"party": "Family Assistant", "action": "Trening budżetowy", "due_date": "2026-10-30"},
	]
	defaults = {"schedule_date": "2026-08-24", "evaluation_date": "2026-11-16", "actions": actions}
	return _insert("Action Schedule", {"plan": plan.name, "family": plan.family, **defaults, **values})


def make_running_schedule(family: str, **values):
	"""A submitted plan with its submitted schedule."""
	plan = make_plan(family)
	plan.submit()
	schedule = make_schedule(plan, **values)
	schedule.submit()
	return schedule


def make_evaluation(schedule, **values):
	"""An evaluation of a schedule (a document)."""
	return _insert(
		"Work Plan Evaluation", {"schedule": schedule.name, "meeting_date": "2026-11-16", **values}
	)


def make_visit(family: str, **values):
	"""A visit of the assistant on 5 October 2026, 15:00–17:00."""
	defaults = {
		"assistant": email("assistant"),
		"visit_date": "2026-10-05",
		"from_time": "15:00",
		"to_time": "17:00",
		"kind": "wizyta w rodzinie",
		"place": "mieszkanie rodziny",
		"participants": [{"full_name": "Maria Testowa"}],
		"actions": "rozmowa wspierająca",
		"course": "Omówiono wydatki.",
	}
	return _insert("Family Visit", {"family": family, **defaults, **values})


def make_timesheet(family: str, **values):
	defaults = {"assistant": email("assistant"), "month": "2026-10"}
	return _insert("Assistant Timesheet", {"family": family, **defaults, **values})


def make_access_copy(family: str, **values):
	"""A draft copy of what the papers say of a member (GDPR art. 15)."""
	entries = [{"heading": "Plan pracy z rodziną", "text": "Dzieci są bezpieczne w domu.", "include": 1}]
	defaults = {"person": "Maria Testowa", "requested_on": "2026-11-02", "entries": entries}
	return _insert("Access Copy", {"family": family, **defaults, **values})


def make_consent(family: str, **values):
	"""Maria's consent to work, of 10 August 2026."""
	defaults = {"person": "Maria Testowa", "kind": "zgoda na pracę z asystentem rodziny"}
	return _insert("Consent", {"family": family, **defaults, "given_on": "2026-08-10", **values})


def make_authorisation(family: str, **values):
	"""A draft: Maria lets the assistant act before the office of social insurance from 1 October 2026 on."""
	defaults = {
		"person": "Maria Testowa",
		"assistant": email("assistant"),
		"reach": "Special",
		"body": "Zakład Ubezpieczeń Społecznych",
		"scope": "złożenie wniosku",
		"from_date": "2026-10-01",
	}
	return _insert("Authorisation", {"family": family, **defaults, **values})


def make_catalogue(family: str, **values):
	"""Maria's catalogue of support („Za życiem”) with one need."""
	needs = [{"need": "rehabilitacja dziecka", "support_form": "rehabilitacja społeczna i zawodowa"}]
	defaults = {"person": "Maria Testowa", "application_received_on": "2026-10-01", "needs": needs}
	return _insert("Support Catalogue", {"family": family, **defaults, **values})


def make_placement(family: str, **values):
	"""Jan has been with a foster family since 1 September 2026."""
	defaults = {
		"child": "Jan Testowy",
		"kind": "rodzina zastępcza niezawodowa",
		"carer": "Zofia Zastępcza",
		"since": "2026-09-01",
	}
	return _insert("Foster Placement", {"family": family, **defaults, **values})


def make_intake(family: str, person: str, word: str, assistant: str = "assistant") -> list:
	"""One of every document of the intake module, about this person, with the word in every text."""
	consent = make_consent(family, person=person, remark=word)
	authorisation = make_authorisation(family, person=person, scope=word, assistant=email(assistant))
	authorisation.submit()
	step = {"step_date": "2026-10-05", "body": authorisation.body, "step": word, "result": word}
	need = {"need": word, "step_agreed": word}
	catalogue = make_catalogue(family, person=person, issuer=word, needs=[need], steps=[step])
	placement = make_placement(family, child=person, carer=word, plan_goal=word)
	return [consent, authorisation, catalogue, placement]


def make_area(word: str) -> str:
	"""The area of competence of this name, made if there is none."""
	if not frappe.db.exists("Competence Area", word):
		_insert("Competence Area", {"area_name": word})
	return word


def make_draft(family: str, key: str = "assistant", course: str = "Zaczęty opis."):
	"""What a person has typed of a visit that is not saved yet."""
	values = {"entry_key": frappe.generate_hash(length=20), "payload": frappe.as_json({"course": course})}
	draft = _insert("Visit Draft", {"family": family, **values})
	draft.db_set({"owner": email(key), "writer": email(key)}, update_modified=False)
	return draft


def make_final_assessment(family: str, **values):
	"""A submitted final assessment."""
	return submitted(confirmed(make_assessment(family, **{"kind": "Final", **values})))


def make_closing(family: str, **values):
	"""A draft that closes the case today with its goal met, monitored for half a year."""
	defaults = {
		"reason": "cel pracy osiągnięty",
		"closing_date": day(),
		"summary": "Rodzina radzi sobie sama.",
		"monitoring_until": day(180),
	}
	return _insert("Case Closing", {"family": family, **defaults, **values})


def make_closed_case(family: str, **values):
	"""A submitted closing with its final assessment."""
	assessment = make_final_assessment(family).name
	return submitted(make_closing(family, final_assessment=assessment, **values))


def make_monitoring_contact(family: str, **values):
	"""A visit of today under the closing that is in force."""
	defaults = {"contact_date": day(), "kind": "wizyta w rodzinie", "finding": "W domu spokojnie."}
	return _insert("Monitoring Contact", {"family": family, **defaults, **values})


def make_opinion(family: str, **values):
	"""A draft opinion about October and November 2026."""
	defaults = {
		"asked_by": "Sąd Rejonowy, III Wydział Rodzinny",
		"reference": "III Nsm 123/26",
		"asked_on": "2026-11-20",
		"due_date": "2026-12-04",
		"period_from": "2026-10-01",
		"period_until": "2026-11-20",
	}
	return _insert("Court Opinion", {"family": family, **defaults, **values})


def end_before_app(family: str, last_day) -> None:
	"""Make it a family that was taken over with its work ended."""
	doc = frappe.get_doc("Family", family)
	doc.update({"assistant_since": None, "ended_before": last_day})
	doc.save()


def make_court_letter(family: str, **values):
	"""A draft letter to the court; the family must be under its order."""
	defaults = {
		"court": "Sąd Rejonowy, III Wydział Rodzinny",
		"reference": "III Nsm 123/26",
		"letter_date": day(),
		"facts": "Rodzina nie otwiera drzwi w umówionych terminach.",
	}
	return _insert("Court Letter", {"family": family, **defaults, **values})


def make_bare_end(family: str, word: str) -> list:
	"""Opinion, draft closing, a monitoring contact and a letter to the court that stand there together, though no case
	has all of them: the access rule does not ask for the rules of the work."""
	opinion = make_opinion(family, opinion=word)
	# Composed from the file when the opinion is opened; here it is the word that is looked for.
	opinion.db_set("sensitive_facts", word)
	closing = make_closing(family, summary=word)
	for row in closing.people:
		row.db_set("full_name", word)
	values = {"family": family, "closing": closing.name, "finding": word, "kind": "wizyta w rodzinie"}
	contact = frappe.get_doc({"doctype": "Monitoring Contact", "representative": word, **values})
	contact.set_new_name()
	contact.db_insert()
	letter = frappe.get_doc(
		{"doctype": "Court Letter", "family": family, "representative": word, "facts": word}
	)
	letter.set_new_name()
	letter.db_insert()
	return [opinion, closing, contact, letter]


def make_whole_case(key: str = "assistant", word: str = "Maria Testowa") -> dict:
	"""A family with one of every document and row that hangs on it: DocType → document, rows included.

	The word is the name of the one member and stands in every document and row.
	"""
	family = make_family(
		representative=word,
		members=[{"full_name": word, "health": f"cukrzyca: {word}"}],
		support_network=[{"kind": "szkoła", "institution": word}],
		bases=[{"basis": "Other Basis", "from_date": day(-365), "note": word}],
		absences=[{"who": word, "from_date": day(-9), "until_date": day(-8), "note": word}],
		missing_consents=[{"person": word, "reason": "Parent Absent", "remark": word}],
	)
	papers = [family, assign(family.name, key, reason=word)]
	papers.append(make_notification(family.name, subject=word, reporter=word))
	papers.append(make_risk_list(family.name, remark=word, conclusion=word))
	causes = {"causes": [{"cause": make_cause(word)}], "sensitive_causes": [{"cause": make_cause(word, 1)}]}
	papers.append(make_request(family.name, reason=word, **causes))
	papers.append(make_assessment(family.name, incomes=[{"recipient": word, "source": "x", "amount": 1}]))
	papers.append(submitted(make_plan(family.name, main_goal=word, long_term_goals=[{"goal": word}])))
	action = {"party": "Family", "action": word, "due_date": "2026-09-14"}
	papers.append(submitted(make_schedule(papers[-1], actions=[action])))
	papers.append(frappe.get_last_doc("Scheduled Action", {"family": family.name}))
	papers.append(make_evaluation(papers[-2]))
	worked_on, people = [{"scheduled_action": papers[-2].name}], [{"full_name": word}]
	visit = {"assistant": email(key), "scheduled_actions": worked_on, "participants": people}
	competences = [{"area": make_area(word), "level": "With Help"}]
	papers.append(make_visit(family.name, next_meeting_tasks=word, competences=competences, **visit))
	papers.append(make_timesheet(family.name, assistant=email(key)))
	entry = {"heading": "Plan pracy z rodziną", "text": word, "include": 1}
	papers.append(make_access_copy(family.name, person=word, entries=[entry]))
	papers += make_intake(family.name, word, word, key)
	papers.append(make_draft(family.name, key, word))
	papers += make_bare_end(family.name, word)
	papers += make_together(family.name, word, word, key)
	rows = [row for paper in papers for row in paper.get_all_children()]
	return {doc.doctype: doc for doc in (*papers, *rows)}


def moved(card, state: str, **values):
	"""The card (or request) in its next state, as a form's button or a client brings it there."""
	card = fresh(card)
	card.update({**({"refusal_code": "Other Reason"} if values.get("refusal_reason") else {}), **values})
	card.workflow_state = state
	card.submit() if DOCSTATUS.get(state) == 1 else card.save()
	return card


def sent(card):
	return moved(card, timesheet.SENT)


def returned(card):
	"""The card, sent and returned."""
	card = sent(card) if fresh(card).workflow_state != timesheet.SENT else card
	return moved(card, timesheet.RETURNED, return_reason="brak opisu wizyty")


def accepted(card):
	"""The card, sent (if it was not yet) and accepted."""
	card = sent(card) if fresh(card).workflow_state != timesheet.SENT else card
	if fresh(card).sent_by != frappe.session.user:
		return moved(card, timesheet.ACCEPTED)
	# Whoever sent a card for somebody else does not accept it.
	with acting_as(email("coordinator")):
		return moved(card, timesheet.ACCEPTED)


def submitted(doc):
	"""The document, submitted."""
	doc.submit()
	return doc


def fresh(doc):
	"""The document as the database has it now."""
	return frappe.get_doc(doc.doctype, doc.name)


def cancelled(doc):
	"""The document, submitted (if it was not yet) and cancelled."""
	if doc.docstatus.is_draft():
		doc.submit()
	doc.cancel()
	return doc


def amended(doc):
	"""The draft that the form's Amend button opens for a cancelled document."""
	draft = frappe.copy_doc(doc, ignore_no_copy=False)
	draft.amended_from, draft.docstatus = doc.name, 0
	return draft.insert()


def erase_family(family: str) -> None:
	"""Take away all that a test committed for a family of its own, whatever its state."""
	for doctype in reversed(CASE_DOCTYPES):
		column = "name" if doctype == "Family" else "family"
		names = frappe.get_all(doctype, filters={column: family}, pluck="name", order_by="name")
		if not names:
			continue
		for table in frappe.get_meta(doctype).get_table_fields():
			frappe.db.delete(table.options, {"parent": ["in", names], "parenttype": doctype})
		for trace in ("Version", "View Log", "Access Log", "Comment"):
			_erase_traces(trace, doctype, names)
		# Hashes of the secrets of links.
		frappe.db.delete("__Auth", {"doctype": doctype, "name": ["in", names]})
		frappe.db.delete(doctype, {"name": ["in", names]})
	frappe.db.delete("Deadline Notice", {"about_type": "Family", "about": family})


def erase_leftovers(before: int) -> None:
	"""Erase the families made since `before` (a length of `made_families`) that a rollback did not undo.

	The framework commits by itself now and then, as when it writes a file or a log.
	"""
	leftovers = [family for family in made_families[before:] if frappe.db.exists("Family", family)]
	for family in leftovers:
		erase_family(family)
	if leftovers:
		frappe.db.commit()


def _erase_traces(trace: str, doctype: str, names: list[str]) -> None:
	by = {"Version": ("ref_doctype", "docname"), "Access Log": ("export_from", "reference_document")}
	of_doctype, of_name = by.get(trace, ("reference_doctype", "reference_name"))
	frappe.db.delete(trace, {of_doctype: doctype, of_name: ["in", names]})


def _insert(doctype: str, values: dict):
	return frappe.get_doc({"doctype": doctype, **values}).insert()
