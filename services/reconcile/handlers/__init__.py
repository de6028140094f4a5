"""What reconcile does when something happened; importing this package registers every handler and job."""

from services.reconcile.handlers import bank, clients, due, intake, journey, pictures

__all__ = ["bank", "clients", "due", "intake", "journey", "pictures"]
