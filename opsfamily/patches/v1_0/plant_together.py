"""The dictionaries of working together, and the settings that came with them, for sites that have the app
already."""

from opsfamily.setup import seeds, together_seeds


def execute() -> None:
	"""Create what is missing."""
	seeds.plant_settings()
	together_seeds.plant()
