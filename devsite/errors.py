"""The one error that a user of devsite is meant to read."""


class DevsiteError(Exception):
	"""Something that the user can understand in one line; never shown as a traceback."""
