"""Support for the workers of the demo office: two group supervisions with their records, the year's plan, a
request and its consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe.utils import add_days, getdate

from opsfamily.core.roles import CONSULTANT
from opsfamily.core.supervision import GROUP, HELD
from opsfamily.permissions.session import acting_as

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

SUPERVISOR = "dr Tomasz Zawadzki"
SESSION_DATE, CONSULTATION_DATE = "2026-10-21", "2026-11-04"
CONSULTANT_ACCOUNT = {"first_name": "Karolina", "last_name": "Sobczak", "mobile_no": "600 555 333"}
RECORD = {
	"topic": "Rodzina, w której jeden z rodziców się leczy, a drugi dźwiga wszystko",
	"possibilities": "Matka dba o zdrowie dzieci i szuka pracy. Ojciec podjął terapię i wraca do niej po przerwach. "
	"Dzieci są lubiane w szkole; babcia pomaga w opiece.",
	"limits": "Brak stałego dochodu i długi za mieszkanie. Rodzice nie rozmawiają o piciu przy specjalistach. "
	"Najstarsze dziecko przejmuje obowiązki dorosłych.",
	"problems": [
		{"problem": "Matka nie zostawia dzieci pod opieką ojca, więc nie może podjąć pracy."},
		{"problem": "Najstarsze dziecko opiekuje się młodszymi zamiast się uczyć."},
	],
	"main_goal": "Rodzice dzielą opiekę nad dziećmi tak, że dzieci są bezpieczne, a matka może pracować.",
	"goals": [
		{"goal": "Ojciec przez miesiąc odbiera dzieci z przedszkola w trzeźwości."},
		{"goal": "Najstarsze dziecko ma codziennie czas na naukę i dwa popołudnia dla siebie."},
	],
	"balint_held": 1,
}
ACTIONS = (
	(
		"assistant",
		"Rozmawia z obojgiem rodziców naraz o podziale dnia; zapisuje, co ustalili sami.",
		"2026-11-06",
	),
	(
		"social_worker",
		"Ustala z terapeutą, jak rodzina rozpozna nawrót i do kogo wtedy dzwoni.",
		"2026-11-13",
	),
)
CONSULTATION = {
	"kind": "indywidualna sprawa",
	"minutes": 75,
	"topic": "Opóźniona mowa młodszego dziecka i złość przy odrabianiu lekcji",
	"advice": "Krótkie zadania, w połowie przerwa na ruch. Mama nazywa to, co widzi („widzę, że się złościsz”), "
	"zanim pomoże. Wspólne czytanie wieczorem, przy którym dziecko opowiada obrazki.",
	"follow_up_on": "2026-12-09",
}


NEXT_SESSION_DATE = "2026-11-18"
NEXT_RECORD = {
	"topic": "Co się zmieniło, odkąd ojciec odbiera dzieci z przedszkola",
	"possibilities": "Ojciec dotrzymał ustaleń przez trzy tygodnie. Najstarsze dziecko ma czas na naukę.",
	"main_goal": "Rodzice sami układają plan tygodnia i sami go sprawdzają.",
}
# How went what was agreed at the first session, in its order.
OUTCOMES = (
	("Done", "Rodzice spisali podział dnia i powiesili go w kuchni."),
	("Partly Done", "Umowa z terapeutą jest; telefonu w razie nawrotu jeszcze nie ustalono."),
)
PROGRAMME = "środki własne gminy"
PLAN = {
	"form": GROUP,
	"supervisor_name": SUPERVISOR,
	"aims": "Omawianie spraw, w których działa kilka instytucji. Mówienie o obciążeniu pracą, zanim stanie się za duże.",
	"sessions": [
		{"planned_on": SESSION_DATE, "minutes": 150, "topic": "uzależnienie w rodzinie"},
		{"planned_on": NEXT_SESSION_DATE, "minutes": 150, "topic": "jak utrwalić zmianę"},
		{"planned_on": "2026-12-16", "minutes": 150, "topic": "podsumowanie roku"},
	],
}
ADVISERS = (
	{
		"adviser_name": "Karolina Sobczak",
		"institution": "OPS w Lipowej Górze",
		"area": "gmina Lipowa Góra",
		"phone": "600 555 333",
		"hours": "wtorek i czwartek 9:00–13:00, osobiście lub telefonicznie",
		"fields_of_advice": ("rozwój społeczno-emocjonalny małego dziecka", "więź rodzica z dzieckiem"),
	},
	{
		"adviser_name": "dr Irena Wolska",
		"institution": "Ośrodek Interwencji Kryzysowej",
		"area": "powiat",
		"phone": "600 555 334",
		"email": "oik@lipowagora.example",
		"hours": "poniedziałek–piątek 8:00–15:00, telefonicznie",
		"fields_of_advice": ("kryzys w rodzinie", "przemoc domowa"),
	},
)
REQUEST_TOPIC = "Złość przy odrabianiu lekcji – rozmowa z mamą"
REQUEST = {
	"question": "Syn przy lekcjach krzyczy i rzuca zeszytem; mama kończy za niego. Jak rozmawiać z mamą, zanim poradnia poda termin?",
	"answer": "Proszę zabrać zeszyt z ostatniego tygodnia i zapisać dwie takie sytuacje: co było wcześniej i co zrobiła mama.",
	"agreed_hours": "9:30, pokój 4",
}


def write_consultant(case: DemoCase) -> None:
	"""Create the consultant's account, as the site's administrator."""
	user = case.get_email("consultant")
	if frappe.db.exists("User", user):
		return
	values = {"email": user, "language": "pl", "send_welcome_email": 0, "new_password": case.password}
	with acting_as("Administrator"):
		account = frappe.get_doc({"doctype": "User", **values, **CONSULTANT_ACCOUNT})
		account.append_roles(CONSULTANT)
		account.insert()


def put_on_case(case: DemoCase) -> None:
	write_consultant(case)
	keys = {"family": case.family, "user": case.get_email("consultant"), "part": "Consultant"}
	assignment = case.documents["Case Assignment"]
	case.find_or_make(
		"Case Assignment", keys, {"from_date": "2026-10-01", "reason": "konsultacje w sprawie dzieci"}
	)
	# Later steps of the demo case refer to the assistant's assignment.
	case.documents["Case Assignment"] = assignment


def supervise(case: DemoCase) -> None:
	people = [{"user": case.get_email(key), "attended": 1} for key in ("assistant", "social_worker")]
	values = {
		"form": GROUP,
		"status": HELD,
		"from_time": "9:00",
		"to_time": "11:30",
		"attendance": people,
	}
	keys = {"session_date": SESSION_DATE, "supervisor_name": SUPERVISOR}
	case.find_or_make("Supervision Session", keys, values)


def write_record(case: DemoCase) -> None:
	actions = [
		{"user": case.get_email(key), "action": action, "until_date": until} for key, action, until in ACTIONS
	]
	keys = {"session": case.documents["Supervision Session"]}
	case.find_or_make("Supervision Record", keys, {**RECORD, "actions": actions})


def plan_year(case: DemoCase) -> None:
	"""Write the plan of the year and the programme that pays for it."""
	people = [{"user": case.get_email(key)} for key in ("assistant", "social_worker")]
	keys = {"title": "Superwizja grupowa pracowników", "year": 2026}
	case.find_or_make("Supervision Plan", keys, {**PLAN, "participants": people, "programme": PROGRAMME})


def supervise_again(case: DemoCase) -> None:
	"""Hold the next session, and write how went what was agreed at the first one."""
	first = {key: case.documents[key] for key in ("Supervision Session", "Supervision Record")}
	people = [{"user": case.get_email(key), "attended": 1} for key in ("assistant", "social_worker")]
	keys = {"session_date": NEXT_SESSION_DATE, "supervisor_name": SUPERVISOR}
	values = {"form": GROUP, "status": HELD, "minutes": 150, "attendance": people}
	session = case.find_or_make("Supervision Session", keys, values)
	record = frappe.get_doc(
		"Supervision Record", case.find_or_make("Supervision Record", {"session": session}, NEXT_RECORD)
	)
	for row, (outcome, remark) in zip(record.earlier_actions, OUTCOMES, strict=False):
		row.update({"outcome": outcome, "remark": remark})
	record.save()
	# Later steps refer to the first ones.
	case.documents.update(first)


def write_advisers(case: DemoCase) -> None:
	"""Write the directory: the office's consultant, and one whom the workers call."""
	for number, values in enumerate(ADVISERS):
		fields = [{"advice_field": name} for name in values["fields_of_advice"]]
		user = None if number else case.get_email("consultant")
		keys = {"adviser_name": values["adviser_name"]}
		case.find_or_make("Adviser", keys, {**values, "fields_of_advice": fields, "user": user})


def ask(case: DemoCase) -> None:
	"""Ask the consultant what the next consultation should be about."""
	days = {"wanted_by": add_days(getdate(), 10)}
	values = {"question": REQUEST["question"], "adviser": ADVISERS[0]["adviser_name"], **days}
	case.find_or_make("Consultation Request", {"family": case.family, "topic": REQUEST_TOPIC}, values)


def answer(case: DemoCase) -> None:
	request = frappe.get_doc("Consultation Request", case.documents["Consultation Request"])
	if not request.agreed_on:
		words = {key: REQUEST[key] for key in ("answer", "agreed_hours")}
		request.update({"agreed_on": add_days(getdate(), 7), **words}).save()


def consult(case: DemoCase) -> None:
	keys = {"family": case.family, "consultation_date": CONSULTATION_DATE}
	persons = [{"user": case.get_email("assistant")}]
	case.find_or_make("Consultation", keys, {**CONSULTATION, "persons": persons})


STEPS = (
	("coordinator", put_on_case),
	("assistant", supervise),
	("assistant", write_record),
	("assistant", supervise_again),
	("coordinator", plan_year),
	("consultant", consult),
	("coordinator", write_advisers),
	("assistant", ask),
	("consultant", answer),
)
