"""The old path of a background job that may be queued during an update; to be deleted with `opsfamily/old_paths.py`."""

from opsfamily.ops_visits.page.month_close.cards import prepare_cards

__all__ = ["prepare_cards"]
