"""A visit that is being written: the key that makes it one visit, what may be kept of it, and on a device how.

Plain values in, plain values out; nothing here knows the framework.
"""

import base64
import hashlib
import hmac
import json
import re

ENTRY_KEY = re.compile(r"[A-Za-z0-9-]{16,64}")
# A signature's picture is about 30 kB; more than this is no visit.
LARGEST_DRAFT = 500_000
DEVICE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def is_entry_key(text: object) -> bool:
	"""Whether this is a key as the page makes them for one visit."""
	return isinstance(text, str) and bool(ENTRY_KEY.fullmatch(text))


def is_device_id(text: object) -> bool:
	return isinstance(text, str) and bool(DEVICE_ID.fullmatch(text))


def is_draft(text: object) -> bool:
	"""Whether this is a JSON object of a size that a visit can have."""
	if not isinstance(text, str) or len(text) > LARGEST_DRAFT:
		return False
	try:
		return isinstance(json.loads(text), dict)
	except ValueError:
		return False


def device_key(secret: str, user: str, device: str) -> str:
	"""The key (32 bytes, base64) by which one user's drafts on one device are encrypted.

	It follows from the site's secret, so that the same user finds it again after a new login, and nobody
	else does.
	"""
	return base64.b64encode(_hmac(secret, "draft key", user, device)).decode()


def person_tag(secret: str, user: str) -> str:
	"""What drafts on a device are marked with: whose they are, without saying who that is."""
	return _hmac(secret, "draft owner", user).hex()[:32]


def _hmac(secret: str, *words: str) -> bytes:
	return hmac.new(secret.encode(), "\0".join(words).encode(), hashlib.sha256).digest()
