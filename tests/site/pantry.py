"""Another app with a confidential DocType of its own: written to disk, installed on the test site, taken away.

The app is registered in the site's own apps.txt, so no other site of the bench hears of it. If a run is killed
while it is installed, `python3 -m devsite reset` makes the test site anew.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import frappe
from frappe.installer import install_app, remove_app

from opsfamily.setup.install import make_indexes

APP, MODULE = "ops_pantry", "OPS Pantry"
PARCEL, ITEM = "Food Parcel", "Food Parcel Item"
OWN_FOLDERS = ("ops_pantry/doctype/food_parcel/", "ops_pantry/doctype/food_parcel_item/")
READS = {"read": 1, "report": 1, "print": 1}
WRITES = {**READS, "create": 1, "write": 1}

# What `bench new-app` writes before anybody has made a DocType.
SCAFFOLD = {
	"__init__.py": '__version__ = "0.0.1"\n',
	"hooks.py": f'app_name = "{APP}"\napp_title = "{MODULE}"\napp_description = "Food for families"\n',
	"modules.txt": f"{MODULE}\n",
	"patches.txt": "",
	"translations/pl.csv": "",
	"ops_pantry/__init__.py": "",
	"ops_pantry/doctype/__init__.py": "",
}
HOOKS = f'''
from opsfamily.permissions import registry

opsfamily_confidential_doctypes = ["{APP}.confidential.ENTRIES"]
permission_query_conditions = registry.query_hooks(("{PARCEL}", "{ITEM}"))
has_permission = registry.permission_hooks(("{PARCEL}",))
'''
ENTRIES = f'''
from opsfamily.permissions.registry import CONTACTS, Entry

ENTRIES = (
	Entry(
		"{PARCEL}",
		"{APP}.ops_pantry.doctype.food_parcel.food_parcel.read_parcel",
		CONTACTS,
		children=("{ITEM}",),
	),
)
'''
CONTROLLER = '''
from opsfamily.case.document import CaseDocument


class FoodParcel(CaseDocument):
	"""Food that a family was given."""


def read_parcel(reader):
	yield reader.get_text("contents", True)
'''
ROWS = '''
from frappe.model.document import Document


class FoodParcelItem(Document):
	"""One thing in a parcel."""
'''


def get_doctype(name: str, fields: list[dict], permissions: list[dict], **values) -> str:
	"""Return a DocType as the file that the framework's developer mode writes."""
	record = {
		"doctype": "DocType",
		"name": name,
		"module": MODULE,
		"engine": "InnoDB",
		"modified": "2026-11-26 08:00:00.000000",
		"fields": fields,
		"field_order": [field["fieldname"] for field in fields],
		"permissions": permissions,
		"sort_order": "DESC",
		**values,
	}
	return json.dumps(record, indent=1)


def get_parcel() -> str:
	fields = [
		{
			"fieldname": "family",
			"fieldtype": "Link",
			"label": "Family",
			"options": "Family",
			"reqd": 1,
			"set_only_once": 1,
			"search_index": 1,
		},
		{"fieldname": "given_on", "fieldtype": "Date", "label": "Given On", "default": "Today"},
		{"fieldname": "contents", "fieldtype": "Small Text", "label": "Contents"},
		{"fieldname": "items", "fieldtype": "Table", "label": "Items", "options": ITEM},
	]
	rights = {"Family Assistant": WRITES, "Family Coordinator": READS, "Head of Centre": READS}
	permissions = [{"role": role, **granted} for role, granted in rights.items()]
	tracked = {"track_changes": 1, "track_views": 1}
	return get_doctype(PARCEL, fields, permissions, autoname="hash", sort_field="given_on", **tracked)


def get_item() -> str:
	fields = [{"fieldname": "item", "fieldtype": "Data", "label": "Item"}]
	return get_doctype(ITEM, fields, [], istable=1, sort_field="modified")


# What adding the DocType writes: first in its own two folders, then elsewhere.
NEW_FILES = {
	"ops_pantry/doctype/food_parcel/__init__.py": "",
	"ops_pantry/doctype/food_parcel/food_parcel.json": get_parcel(),
	"ops_pantry/doctype/food_parcel/food_parcel.py": CONTROLLER,
	"ops_pantry/doctype/food_parcel_item/__init__.py": "",
	"ops_pantry/doctype/food_parcel_item/food_parcel_item.json": get_item(),
	"ops_pantry/doctype/food_parcel_item/food_parcel_item.py": ROWS,
	"confidential.py": ENTRIES,
	"hooks.py": SCAFFOLD["hooks.py"] + HOOKS,
	"translations/pl.csv": f"{PARCEL},Paczka żywnościowa\n",
}


def write(folder: Path, files: dict[str, str]) -> None:
	for path, text in files.items():
		(folder / path).parent.mkdir(parents=True, exist_ok=True)
		(folder / path).write_text(text, encoding="utf-8")


def get_contents(folder: Path) -> dict[str, str]:
	"""Return every file of the app, by its path, as it is on disk."""
	files = (file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
	return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


@contextmanager
def installed(folder: Path) -> Iterator[None]:
	"""Install the app of this folder on the test site, as `bench install-app` and `bench migrate` do."""
	apps = Path(frappe.get_site_path("apps.txt"))
	sys.path.insert(0, str(folder.parent))
	importlib.invalidate_caches()
	apps.write_text(f"{APP}\n", encoding="utf-8")
	try:
		frappe.set_user("Administrator")
		# Releases look an app's rooms up in a map that is made once, before there was this app.
		forget_apps()
		install_app(APP)
		frappe.db.commit()
		forget_apps()
		make_indexes()
		yield
	finally:
		frappe.db.rollback()
		frappe.set_user("Administrator")
		remove_app(APP, yes=True, no_backup=True, force=True)
		apps.unlink()
		sys.path.remove(str(folder.parent))
		for module in [name for name in sys.modules if name.partition(".")[0] == APP]:
			del sys.modules[module]
		forget_apps()


def forget_apps() -> None:
	"""Read again which apps there are, and their rooms, as the next request does."""
	frappe.clear_cache()
	frappe.setup_module_map()
	if hasattr(frappe.local, "opsfamily_registry"):
		del frappe.local.opsfamily_registry
