"""What reconcile does when something happened; importing this package registers every handler and job."""

from services.reconcile.handlers import bank, clients, division, due, intake, release

__all__ = ["bank", "clients", "division", "due", "intake", "release"]
