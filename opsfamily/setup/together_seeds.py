"""Dictionaries of working together and of the support for the workers: the office's own from the first day."""

from opsfamily.setup.seeds import create_if_missing

# From the material on the case manager: the loosest first.
COOPERATION_DEGREES = {
	"separacja": {
		"position": 1,
		"line": "Dotted Line",
		"explanation": "Instytucje i specjaliści pracują oddzielnie: zupełny brak współpracy.",
	},
	"łączność": {
		"position": 2,
		"line": "Dashed Line",
		"explanation": "Nieformalna komunikacja: początek współpracy.",
	},
	"delegowanie": {
		"position": 3,
		"line": "Solid Line",
		"explanation": "Bliższe więzi, wspólne przedsięwzięcia: wiadomo, że współpraca jest niezbędna do koordynacji całości działań.",
	},
	"ścisła współpraca": {
		"position": 4,
		"line": "Double Line",
		"explanation": "Działania poszczególnych specjalistów lub instytucji wzajemnie się przenikają.",
	},
	"integracja": {
		"position": 5,
		"line": "Thick Line",
		"explanation": "Różne instytucje pracują jako jedna lub tworzą system zintegrowanych działań.",
	},
}
ANALYSIS_LEVELS = {
	"wstępna": {
		"position": 1,
		"explanation": "Wykazuje stopień złożoności przypadku, a tym samym czy potrzebny jest menedżer ds. przypadku.",
	},
	"szczegółowa": {
		"position": 2,
		"explanation": "Identyfikuje inne potrzeby i ich zakres; może prowadzić do analizy specjalistycznej.",
	},
	"specjalistyczna (pogłębiona)": {
		"position": 3,
		"explanation": "Może wykazać szereg obszarów potencjalnych trudności; każdy z nich może wymagać osobnej analizy.",
	},
	"szeroka": {
		"position": 4,
		"explanation": "Szczegółowa ocena wszystkich obszarów przez interdyscyplinarny zespół z różnych instytucji; możliwa na każdym etapie.",
	},
}
CASE_COMPLEXITIES = {
	"prosty": {"position": 1},
	"złożony": {"position": 2},
	"bardzo złożony": {"position": 3},
}
# DocType → the field of the name, and name → further values.
DICTIONARIES: dict[str, tuple[str, dict[str, dict]]] = {
	"Cooperation Degree": ("degree_name", COOPERATION_DEGREES),
	"Analysis Level": ("level_name", ANALYSIS_LEVELS),
	"Case Complexity": ("complexity_name", CASE_COMPLEXITIES),
}


def plant() -> None:
	"""Create what is missing."""
	for doctype, (fieldname, records) in DICTIONARIES.items():
		for name, values in records.items():
			create_if_missing(doctype, name, {fieldname: name, **values})
