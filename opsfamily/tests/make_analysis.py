"""Documents of cooperation, case analysis and delegated tasks, for tests."""

import frappe

# What stands in the fields of level 1 of an analysis, and nowhere else in it.
SENSITIVE = "ustalenia-tajne"


def make_analysis(family: str, person: str, word: str, assistant: str = "assistant") -> list:
	"""One of each, with the word in every text."""
	institution = network_row(family, word)
	finding = {
		"outsider": f"Hanna {word}",
		"body": word,
		"areas": word,
		"finding": word,
		"sensitive_finding": f"{SENSITIVE} {word}",
	}
	return [
		make_cooperation(family, institution=institution, note=word),
		make_case_analysis(family, findings=[finding], conclusions=word),
		make_task(family, task=word, outside=f"Hanna {word}", result=word),
	]


def network_row(family: str, word: str) -> str:
	"""A new institution in the family's support network."""
	row = {"kind": "szkoła", "institution": f"{word} {frappe.generate_hash(length=6)}"}
	doc = frappe.get_doc("Family", family)
	doc.append("support_network", row)
	doc.save()
	return row["institution"]


def make_cooperation(family: str, **values):
	"""Contact with a body of the family's network (given as `institution`) since 1 October 2026."""
	defaults = {"degree": "łączność", "since": "2026-10-01"}
	return _insert("Cooperation", {"family": family, **defaults, **values})


def make_case_analysis(family: str, **values):
	"""A draft of a detailed analysis of 2 November 2026, with what one outsider found."""
	findings = [{"outsider": "Hanna Bąk", "body": "logopeda", "finding": "Jakub mówi coraz wyraźniej."}]
	defaults = {"level": "szczegółowa", "analysis_date": "2026-11-02", "findings": findings}
	return _insert("Case Analysis", {"family": family, **defaults, **values})


def make_task(family: str, **values):
	"""A pending task, delegated to somebody from outside on 4 November 2026 unless `given_to` somebody."""
	defaults = {
		"task": "Ćwiczenia logopedyczne do domu",
		"outside": None if values.get("given_to") else "logopeda z poradni",
		"delegated_on": "2026-11-04",
		"due_date": "2026-12-11",
	}
	return _insert("Delegated Task", {"family": family, **defaults, **values})


def _insert(doctype: str, values: dict):
	return frappe.get_doc({"doctype": doctype, **values}).insert()
