"""The tables of the directory."""

from services.directory.tables.base import Table
from services.directory.tables.clients import Client, Firm, Group, GroupClient, GroupStaff, HandOver
from services.directory.tables.people import KnownPlace, Mail, MailedCode, SentLetter, SignInAttempts, User
from services.directory.tables.trail import Audit, AuditChain

__all__ = [
    "Audit",
    "AuditChain",
    "Client",
    "Firm",
    "Group",
    "GroupClient",
    "GroupStaff",
    "HandOver",
    "KnownPlace",
    "Mail",
    "MailedCode",
    "SentLetter",
    "SignInAttempts",
    "Table",
    "User",
]
