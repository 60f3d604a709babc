"""The errors that a user of devsite is meant to read."""


class DevsiteError(Exception):
	"""Something that the user can understand in one line; never shown as a traceback."""


class PortTaken(DevsiteError):
	"""A stranger's server began to listen on a port of ours before ours did."""
