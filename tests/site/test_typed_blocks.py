"""The typed block of every controller names the fields that the DocType has now."""

import json
import re
from pathlib import Path

import pytest

import frappe
from frappe.types.exporter import TypeExporter, end_block, start_block

import opsfamily


def doctypes_of_the_app() -> list[str]:
	folders = Path(opsfamily.__file__).parent.glob("ops_*/doctype/*/*.json")
	return sorted(json.loads(file.read_text(encoding="utf-8"))["name"] for file in folders)


@pytest.mark.parametrize("doctype", doctypes_of_the_app())
def test_the_block_is_up_to_date(site, doctype: str):
	"""Save the DocType in developer mode, or write the block by hand, when this fails."""
	exporter = TypeExporter(frappe.get_doc("DocType", doctype))
	exporter._generate_code()
	assert fields_in_block(exporter.controller_path) == set(exporter.field_types), doctype


def fields_in_block(controller: Path) -> set[str]:
	source = controller.read_text(encoding="utf-8")
	block = source[source.index(start_block) : source.index(end_block)]
	return set(re.findall(r"^\t\t(\w+): DF\.", block, re.MULTILINE))
