"""Dictionaries of working together and of the support for the workers: the office's own from the first day."""

from opsfamily.setup.seeds import create_if_missing

# DocType → the field of the name, and name → further values.
DICTIONARIES: dict[str, tuple[str, dict[str, dict]]] = {
	"Consultation Kind": (
		"kind_name",
		{
			"refleksyjna z kierownikiem": {"about_family": 0},
			"indywidualna sprawa": {"about_family": 1},
			"sprawa grupowa": {"about_family": 1},
			"mini-szkolenie": {"about_family": 0},
			"telefoniczna": {"about_family": 1},
		},
	),
}


def plant() -> None:
	"""Create what is missing."""
	for doctype, (fieldname, records) in DICTIONARIES.items():
		for name, values in records.items():
			create_if_missing(doctype, name, {fieldname: name, **values})
