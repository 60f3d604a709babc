"""The locality of an address, for papers that must not show where exactly a family lives."""

import re

# „00-950 Warszawa”, also without the hyphen, and before a comma or the end.
POSTAL = re.compile(r"\b\d{2}[- ]?\d{3}\s+([^\d,;\n]+)")
STREET = re.compile(r"^(ul|al|aleja|pl|plac|os|osiedle|rondo|skwer)\b\.?", re.IGNORECASE)


def get_locality(address: str | None, usual: str | None = None) -> str:
	"""Return the locality of an address; where none is recognised, the usual one (the office's), never a street.

	It is what follows a postal code, else the last part after a comma or on a line of its own, without a number.
	"""
	text = (address or "").strip()
	if found := POSTAL.search(text):
		return found[1].strip()
	parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
	if len(parts) > 1 and not STREET.match(parts[-1]) and not re.search(r"\d", parts[-1]):
		return parts[-1]
	return (usual or "").strip()
