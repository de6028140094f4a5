"""The outside world of bank_sync, one file per source of movements."""
