"""Dictionaries of working together and of the support for the workers: the office's own from the first day."""

from opsfamily.setup.seeds import create_if_missing

# DocType → the field of the name, and name → further values.
DICTIONARIES: dict[str, tuple[str, dict[str, dict]]] = {
	"Conference Occasion": (
		"occasion_name",
		{
			"przegląd cykliczny": {},
			"podejrzenie przemocy domowej": {},
			"zaburzone zachowanie dziecka": {},
			"rodzina nie współpracuje": {},
			"inny powód": {},
		},
	),
}


def plant() -> None:
	"""Create what is missing."""
	for doctype, (fieldname, records) in DICTIONARIES.items():
		for name, values in records.items():
			create_if_missing(doctype, name, {fieldname: name, **values})
