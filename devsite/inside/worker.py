"""The background worker, with all imported that jobs use.

Each job runs in a copy of this process. A copy of one that has imported nothing yet spends a second on importing the
framework, and a test run has thousands of jobs.

Run as `python -m devsite.inside.worker` in the bench's `sites` folder.
"""

import importlib
import pkgutil

# What a request needs, a job needs as well.
import frappe.app
import frappe.core.doctype
import frappe.desk.doctype
import frappe.email.doctype
from frappe.utils.background_jobs import start_worker

import opsfamily

QUEUES = "short,default,long"
NOT_FOR_JOBS = (".tests", ".test_", ".patches.", ".boilerplate")


def main() -> None:
	for package in (opsfamily, frappe.core.doctype, frappe.desk.doctype, frappe.email.doctype):
		import_all(package)
	start_worker(queue=QUEUES, quiet=True)


def import_all(package) -> None:
	"""Import every module below a package that can be imported; a job asks for what is missing itself."""
	for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.", onerror=lambda name: None):
		if not any(part in module.name for part in NOT_FOR_JOBS):
			try:
				importlib.import_module(module.name)
			except Exception as error:
				print(f"{module.name} was not imported: {error}")


if __name__ == "__main__":
	main()
