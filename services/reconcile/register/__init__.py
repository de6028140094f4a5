"""The Belgian company register (CBE: KBO, BCE) as a read-only file, made once a month from its open data."""

from services.reconcile.register.lookup import NoRegister, Register, SqliteRegister

__all__ = ["NoRegister", "Register", "SqliteRegister"]
