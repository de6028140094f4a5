"""Simulated imports: what each accounting package is documented to do with a file, without the package.

    importer = PackageImporter("octopus", Dossier(vat_number="BE0417497106"))
    (booking,) = importer.take_mail(message, kind="purchase")

It is written from public documentation of the packages (help pages, developer documentation, help pages of
partners) and reads files with a reader of its own. It knows neither the product's profiles nor its UBL library, so that
it can disagree with them. `documented.py` says of each point where it comes from and how sure that is; a point without
a source is `UNDOCUMENTED`, and there it takes what EN 16931 allows and nothing else.

This proves that our output agrees with what is documented. It proves nothing about a package that behaves otherwise
than its documentation says, or than partners say of it: no package was run.
"""

from .booking import Booking, Counterparty, LineAccount, Unread, VatAmount
from .documented import PACKAGE_RULES
from .importer import Dossier, PackageImporter
from .rules import UNDOCUMENTED, Fault, Format, Known, NotTaken

__all__ = [
    "PACKAGE_RULES",
    "UNDOCUMENTED",
    "Booking",
    "Counterparty",
    "Dossier",
    "Fault",
    "Format",
    "Known",
    "LineAccount",
    "NotTaken",
    "PackageImporter",
    "Unread",
    "VatAmount",
]
