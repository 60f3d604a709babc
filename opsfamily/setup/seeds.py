"""Records that an office starts with and then owns: created if they are missing, never overwritten."""

import frappe

from opsfamily.core import requests
from opsfamily.core import timesheet as card
from opsfamily.core.contact_kinds import PHONE_CALL
from opsfamily.setup.create import create_if_missing
from opsfamily.setup.risk_list_items import RISK_LIST, RISK_LIST_ITEMS, RISK_LIST_SOURCE

# Name → whether the kind stands on the timesheet (F4). The office changes this as it likes.
CONTACT_KINDS = {
	"wizyta w rodzinie": 1,
	PHONE_CALL: 0,
	"towarzyszenie": 1,
	"kontakt z instytucją w sprawie rodziny": 1,
	"spotkanie zespołu": 1,
	"nieobecność rodziny w domu": 1,
}
SUPPORT_KINDS = (
	"szkoła",
	"przedszkole",
	"świetlica środowiskowa",
	"kurator sądowy",
	"policja",
	"ochrona zdrowia",
	"poradnia",
	"urząd",
	"organizacja społeczna",
	"rodzina",
	"przyjaciele i sąsiedzi",
)
# Name → whether it is a body that waits for an answer.
REPORTER_KINDS = {
	"osoba prywatna": 0,
	"rodzina sama": 0,
	"szkoła": 1,
	"sąd": 1,
	"policja": 1,
	"ochrona zdrowia": 1,
	"ośrodek (własne rozpoznanie)": 0,
	"inny podmiot": 1,
}
# Name → how many families one such family counts for.
CASE_DIFFICULTIES = {"zwykła": 1, "podwyższona": 1.5, "duża": 2}
# Art. 15(4) of the Act of 9 June 2011, since 2015.
WORKLOAD_CEILINGS = (("2015-01-01", 15),)
REQUEST_WORKFLOW = "Assistant Request Decision"
REQUEST_STATES = {
	requests.DRAFT: "Danger",
	requests.SENT: "Warning",
	requests.ASSIGNED: "Success",
	requests.REFUSED: "Inverse",
}
REQUEST_TRANSITIONS = (
	(
		requests.DRAFT,
		"Send Request",
		requests.SENT,
		("Social Worker", "Family Coordinator", "Head of Centre"),
	),
	(requests.SENT, "Assign Assistant", requests.ASSIGNED, ("Head of Centre",)),
	(requests.SENT, "Refuse Request", requests.REFUSED, ("Head of Centre",)),
)
# Name → its flags and the text over the signature.
CONSENT_KINDS = {
	"zgoda na pracę z asystentem rodziny": {
		"is_consent_to_work": 1,
		"text": "Wyrażam zgodę na pracę z asystentem rodziny i zobowiązuję się do czynnego udziału w tej pracy.",
	},
	"zgoda na przetwarzanie danych osobowych": {
		"is_data_consent": 1,
		"text": "Wyrażam zgodę na przetwarzanie moich danych osobowych w celu prowadzenia pracy z moją rodziną.",
	},
	"„Za życiem”: zgoda na przetwarzanie danych przez asystenta": {
		"is_data_consent": 1,
		"in_application": 1,
		"text": "Wyrażam zgodę na przetwarzanie przez asystenta rodziny moich danych osobowych niezbędnych do wykonywania zadań wynikających z ustawy „Za życiem”.",
	},
	"„Za życiem”: zgoda na informacje od podmiotów": {
		"in_application": 1,
		"text": "Wyrażam zgodę na przekazywanie asystentowi rodziny, przez podmioty udzielające wsparcia, informacji o udzielonym wsparciu.",
	},
	"zgoda na informacje od innych instytucji": {
		"text": "Wyrażam zgodę na uzyskiwanie przez asystenta rodziny informacji o mojej rodzinie od instytucji, z którymi współpracuje.",
	},
	"zgoda na wykorzystanie wizerunku": {
		"text": "Wyrażam zgodę na wykorzystanie mojego wizerunku w materiałach ośrodka.",
	},
}
ENTITLEMENT_KINDS = (
	"dokument potwierdzający ciążę",
	"zaświadczenie o ciężkim i nieodwracalnym upośledzeniu albo nieuleczalnej chorobie dziecka",
	"dokument potwierdzający niepowodzenie położnicze",
)
SUPPORT_FORMS = (
	"przezwyciężanie trudności w pielęgnacji i wychowaniu dziecka",
	"wsparcie psychologiczne",
	"pomoc prawna",
	"rehabilitacja społeczna i zawodowa",
	"świadczenia opieki zdrowotnej",
	"świadczenie pieniężne",
	"opieka wytchnieniowa",
	"wczesne wspomaganie rozwoju dziecka",
)
SUPPORT_BODIES = (
	"powiatowe centrum pomocy rodzinie",
	"Zakład Ubezpieczeń Społecznych",
	"Narodowy Fundusz Zdrowia",
	"powiatowy zespół do spraw orzekania o niepełnosprawności",
	"poradnia psychologiczno-pedagogiczna",
	"szpital lub przychodnia",
	"urząd gminy",
)
FOSTER_CARE_KINDS = (
	"rodzina zastępcza spokrewniona",
	"rodzina zastępcza niezawodowa",
	"rodzina zastępcza zawodowa",
	"rodzinny dom dziecka",
	"placówka opiekuńczo-wychowawcza",
	"regionalna placówka opiekuńczo-terapeutyczna",
	"interwencyjny ośrodek preadopcyjny",
)
# DocType → the field of the name, and the names.
SUPPORT_DICTIONARIES = {
	"Entitlement Kind": ("kind_name", ENTITLEMENT_KINDS),
	"Support Form": ("form_name", SUPPORT_FORMS),
	"Support Body": ("body_name", SUPPORT_BODIES),
	"Foster Care Kind": ("kind_name", FOSTER_CARE_KINDS),
}
# Name → the family is gone (no final assessment), the closing says to which office it moved.
CLOSING_REASONS = {
	"cel pracy osiągnięty": (0, 0),
	"rodzina przerwała współpracę": (0, 0),
	"zmiana miejsca zamieszkania": (1, 1),
	"umieszczenie dziecka w pieczy zastępczej": (0, 0),
	"orzeczenie sądu": (0, 0),
	"inna przyczyna": (0, 0),
}
TIMESHEET_WORKFLOW = "Assistant Timesheet Acceptance"
WORKFLOW_STATES = {
	card.DRAFT: "Danger",
	card.SENT: "Warning",
	card.RETURNED: "Danger",
	card.ACCEPTED: "Success",
	card.WITHDRAWN: "Inverse",
}
# (from, action, to, roles)
TRANSITIONS = (
	(card.DRAFT, "Send Card", card.SENT, ("Family Assistant", "Family Coordinator", "Head of Centre")),
	(card.RETURNED, "Send Card", card.SENT, ("Family Assistant", "Family Coordinator", "Head of Centre")),
	(card.SENT, "Accept Card", card.ACCEPTED, ("Family Coordinator", "Head of Centre")),
	(card.SENT, "Return Card", card.RETURNED, ("Family Coordinator", "Head of Centre")),
	(card.ACCEPTED, "Withdraw Acceptance", card.WITHDRAWN, ("Family Coordinator", "Head of Centre")),
)
EDITORS = {card.DRAFT: "Family Assistant", card.RETURNED: "Family Assistant"}
# Only acceptance is a task that waits for somebody; for an optional next state the platform writes no
# Workflow Action, which would cost three times the saving of the card itself.
NOT_A_TASK = (card.SENT, card.RETURNED, card.WITHDRAWN)
KANBAN_BOARD = "Działania"
OUTCOME_COLOURS = {
	"Pending": "Blue",
	"Done": "Green",
	"Partly Done": "Yellow",
	"Not Done": "Red",
	"Withdrawn": "Gray",
}


def plant() -> None:
	"""Create what is missing."""
	from opsfamily.setup import together_seeds

	plant_settings()
	plant_dictionaries()
	plant_support_dictionaries()
	plant_closing_reasons()
	plant_workflow()
	plant_kanban_board()
	plant_intake()
	together_seeds.plant()


def plant_settings() -> None:
	"""Store the default of every setting that was never stored.

	The platform reads a missing one as empty or unticked, and the next save of the page would keep it so.
	"""
	stored = frappe.db.get_singles_dict("OPS Settings")
	for df in frappe.get_meta("OPS Settings").fields:
		if df.default and df.fieldname not in stored:
			frappe.db.set_single_value("OPS Settings", df.fieldname, df.default)


def plant_dictionaries() -> None:
	for name, on_timesheet in CONTACT_KINDS.items():
		create_if_missing("Contact Kind", name, {"kind_name": name, "on_timesheet": on_timesheet})
	for name in SUPPORT_KINDS:
		create_if_missing("Support Kind", name, {"kind_name": name})


def plant_closing_reasons() -> None:
	for name, (family_gone, asks_office) in CLOSING_REASONS.items():
		values = {"reason_name": name, "family_gone": family_gone, "asks_office": asks_office}
		create_if_missing("Closing Reason", name, values)


def plant_support_dictionaries() -> None:
	"""Of consents, „Za życiem” and foster care; also planted, once, on a site that is older than these."""
	for name, values in CONSENT_KINDS.items():
		create_if_missing("Consent Kind", name, {"kind_name": name, **values})
	for doctype, (fieldname, names) in SUPPORT_DICTIONARIES.items():
		for name in names:
			create_if_missing(doctype, name, {fieldname: name})


def plant_workflow() -> None:
	for state, style in WORKFLOW_STATES.items():
		create_if_missing("Workflow State", state, {"workflow_state_name": state, "style": style})
	for _state, action, _next_state, _roles in TRANSITIONS:
		create_if_missing("Workflow Action Master", action, {"workflow_action_name": action})
	create_if_missing(
		"Workflow",
		TIMESHEET_WORKFLOW,
		{
			"workflow_name": TIMESHEET_WORKFLOW,
			"document_type": "Assistant Timesheet",
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"send_email_alert": 0,
			"states": workflow_states(),
			"transitions": workflow_transitions(),
		},
	)


def workflow_states() -> list[dict]:
	# A frozen state is edited by the coordinator alone, whose one editable field is the reason of a return.
	return [
		{
			"state": state,
			"doc_status": str(card.DOCSTATUS[state]),
			"allow_edit": EDITORS.get(state, "Family Coordinator"),
			"is_optional_state": int(state in NOT_A_TASK),
		}
		for state in WORKFLOW_STATES
	]


def workflow_transitions() -> list[dict]:
	return transitions_of(TRANSITIONS)


def transitions_of(moves: tuple) -> list[dict]:
	return [
		{
			"state": state,
			"action": action,
			"next_state": next_state,
			"allowed": role,
			"allow_self_approval": 1,
		}
		for state, action, next_state, roles in moves
		for role in roles
	]


def plant_intake() -> None:
	"""What the way of a family to an assistant needs."""
	for name, expects_answer in REPORTER_KINDS.items():
		create_if_missing("Reporter Kind", name, {"kind_name": name, "expects_answer": expects_answer})
	for name, weight in CASE_DIFFICULTIES.items():
		create_if_missing("Case Difficulty", name, {"difficulty_name": name, "weight": weight})
	create_if_missing(
		"Risk List Template",
		RISK_LIST,
		{"template_name": RISK_LIST, "source": RISK_LIST_SOURCE, "items": risk_list_rows()},
	)
	plant_workload_ceilings()
	plant_request_workflow()


def risk_list_rows() -> list[dict]:
	return [
		{"section": section, "item_text": text, "weight": weight}
		for section, items in RISK_LIST_ITEMS.items()
		for text, weight in items
	]


def plant_workload_ceilings() -> None:
	settings = frappe.get_single("OPS Settings")
	if settings.workload_ceilings:
		return
	for from_date, families in WORKLOAD_CEILINGS:
		settings.append("workload_ceilings", {"from_date": from_date, "families": families})
	# Safe: done by installing and updating the app alone.
	settings.save(ignore_permissions=True)


def plant_request_workflow() -> None:
	for state, style in REQUEST_STATES.items():
		create_if_missing("Workflow State", state, {"workflow_state_name": state, "style": style})
	for _state, action, _next_state, _roles in REQUEST_TRANSITIONS:
		create_if_missing("Workflow Action Master", action, {"workflow_action_name": action})
	# A sent request is edited by the head alone: the fields of the decision.
	editors = {requests.DRAFT: "Social Worker"}
	create_if_missing(
		"Workflow",
		REQUEST_WORKFLOW,
		{
			"workflow_name": REQUEST_WORKFLOW,
			"document_type": "Assistant Request",
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"send_email_alert": 0,
			"states": [
				{
					"state": state,
					"doc_status": str(requests.DOCSTATUS[state]),
					"allow_edit": editors.get(state, "Head of Centre"),
					"is_optional_state": int(state == requests.SENT),
				}
				for state in REQUEST_STATES
			],
			"transitions": transitions_of(REQUEST_TRANSITIONS),
		},
	)


def plant_kanban_board() -> None:
	create_if_missing(
		"Kanban Board",
		KANBAN_BOARD,
		{
			"kanban_board_name": KANBAN_BOARD,
			"reference_doctype": "Scheduled Action",
			"field_name": "outcome",
			"columns": [
				{"column_name": outcome, "indicator": colour, "status": "Active"}
				for outcome, colour in OUTCOME_COLOURS.items()
			],
		},
	)
