"""A visit that is being written: its key, its draft, and the encryption of drafts on a device."""

import base64
import hashlib
import hmac
import json
import re

ENTRY_KEY = re.compile(r"[A-Za-z0-9-]{16,64}")
# Upper bound for a draft in characters; a signature's picture takes about 30 kB of it.
LARGEST_DRAFT = 500_000
# Forms whose unsaved text is kept on the device, encrypted (public/js/shared/form_drafts.js): long ones, which are written
# at a family's home or over several days.
DRAFTED = (
	"Family Assessment",
	"Family Visit",
	"Family Work Plan",
	"Work Plan Evaluation",
	"Court Opinion",
	"Family Notification",
	"Assistant Request",
	"Case Conference",
	"Case Analysis",
	"Consultation",
	"Family Sheet",
	"Family History",
	"Intervention",
)
DEVICE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def is_entry_key(text: object) -> bool:
	"""Return whether this is a key of a visit as the page makes it."""
	return isinstance(text, str) and bool(ENTRY_KEY.fullmatch(text))


def is_device_id(text: object) -> bool:
	"""Return whether this is an identifier of a device as the page makes it."""
	return isinstance(text, str) and bool(DEVICE_ID.fullmatch(text))


def is_draft(text: object) -> bool:
	"""Return whether this is a JSON object of a size that a visit can have."""
	if not isinstance(text, str) or len(text) > LARGEST_DRAFT:
		return False
	try:
		return isinstance(json.loads(text), dict)
	except ValueError:
		return False


def device_key(secret: str, user: str, device: str) -> str:
	"""Return the key (32 bytes, base64) that encrypts one user's drafts on one device.

	It is derived from the site's secret, so the same user gets it again after a new login, and nobody else does.
	"""
	return base64.b64encode(_compute_hmac(secret, "draft key", user, device)).decode()


def person_tag(secret: str, user: str) -> str:
	"""Return a tag that marks drafts on a device as one user's without revealing the user."""
	return _compute_hmac(secret, "draft owner", user).hex()[:32]


def _compute_hmac(secret: str, *words: str) -> bytes:
	return hmac.new(secret.encode(), "\0".join(words).encode(), hashlib.sha256).digest()
