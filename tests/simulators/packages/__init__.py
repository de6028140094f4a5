"""Import desks: what each accounting package is documented to do with a file, without the package.

    desk = Desk("octopus", Dossier(vat_number="BE0417497106"))
    (booking,) = desk.take_mail(message, kind="purchase")

A desk is written from public documentation of the packages (help pages, developer documentation, help pages of
partners) and reads files with a reader of its own. It knows neither the product's profiles nor its UBL library, so that
it can disagree with them. `documented.py` says of each point where it comes from and how sure that is; a point without
a source is `UNDOCUMENTED`, and there the desk takes what EN 16931 allows and nothing else.

A desk proves that our output agrees with what is documented. It proves nothing about a package that behaves otherwise
than its documentation says, or than partners say of it: no package was run.
"""

from .booking import Booking, Counterparty, LineAccount, Unread, VatAmount
from .desk import Desk, Dossier
from .documented import DESKS
from .rules import UNDOCUMENTED, Fault, Format, NotTaken, Said

__all__ = [
    "DESKS",
    "UNDOCUMENTED",
    "Booking",
    "Counterparty",
    "Desk",
    "Dossier",
    "Fault",
    "Format",
    "LineAccount",
    "NotTaken",
    "Said",
    "Unread",
    "VatAmount",
]
