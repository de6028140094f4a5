"""The outside world of bank_sync, one module per source of transactions."""
