"""The templates of reports, for a site that is older than them."""

from opsfamily.setup.defaults import create_report_templates


def execute() -> None:
	"""Create the missing templates; those that the office has keep their rows."""
	create_report_templates()
