from frappe.model.document import Document


class TravelRate(Document):
	"""What the office pays for a kilometre of a class of vehicles, in PLN, from a day on."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		capacity_class: DF.Literal["Car up to 900 cm³", "Car above 900 cm³", "Motorcycle", "Moped"]
		from_date: DF.Date
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		rate: DF.Float
	# end: auto-generated types
