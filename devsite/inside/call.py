"""Calls one function on a site and writes its answer to a file as JSON.

`frappe execute` would do, but it answers an error within the function with one of its own.

Run as `python -m devsite.inside.call SITE FUNCTION JSON_ARGUMENTS ANSWER_FILE`.
"""

import json
import sys
from pathlib import Path

import frappe


def main(site: str, function: str, arguments: str, answer_file: str) -> None:
	frappe.init(site=site)
	frappe.connect()
	try:
		answer = frappe.get_attr(function)(**json.loads(arguments))
		frappe.db.commit()
	finally:
		frappe.destroy()
	Path(answer_file).write_text(json.dumps(answer, default=str, ensure_ascii=False))


if __name__ == "__main__":
	main(*sys.argv[1:])
