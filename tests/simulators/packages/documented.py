"""The twenty packages: what public sources say about each. Points that are not named are undocumented.

Formats: "UBL" without a dialect is read as EN 16931 in UBL. Sizes: where a source says "15 to 20 MB" the lower figure
counts, and a megabyte is a million bytes, so that an importer is never more generous than the package.
"""

from collections.abc import Mapping
from typing import Final

from .rules import (
    UBL_ANY,
    UBL_EN,
    Accounts,
    Beside,
    Decides,
    Fault,
    Format,
    InOneCall,
    Intake,
    Known,
    Limit,
    Rules,
    Subjects,
)

MAIL, FOLDER, API = frozenset({Intake.MAIL}), frozenset({Intake.FOLDER}), frozenset({Intake.API})

PACKAGE_RULES: Final[Mapping[str, Rules]] = {
    "admisol": Rules(
        ways=Known(MAIL, "low", "support.okioki.be, article 4415016039953"),
        known_senders_only=Known(True, "low", "support.okioki.be, article 4415016039953"),
    ),
    "adsolut": Rules(
        ways=Known(FOLDER, "high", "billit.eu (Adsolut Cloud), billit.be (Adsolut UBL import)"),
        formats=Known(UBL_EN, "medium", "billit.be (Adsolut UBL import)"),
        decides=Known(Decides.DROP, "high", "billit.eu: folders for sales, purchases, documents, CODA"),
        folder_per_company=Known(True, "high", "billit.eu: the folder is named after the VAT number by default"),
    ),
    "agiris": Rules(
        ways=Known(MAIL, "medium", "support.jefacture.com, article 449486"),
        formats=Known(frozenset({Format.FACTURX}), "medium", "support.jefacture.com, article 449486"),
        attachment_inside=Known(True, "high", "Factur-X 1.0: the PDF shows the invoice"),
        beside=Known(Beside.ORIGINAL, "medium", "support.jefacture.com, article 449486: a switch adds the original"),
        decides=Known(Decides.DROP, "medium", "support.jefacture.com, article 449486: one address per type"),
    ),
    "basecone": Rules(
        ways=Known(MAIL | API, "high", "developers.basecone.com, support.basecone.com"),
        formats=Known(UBL_ANY, "high", "support.basecone.com: UBL 2.0 and 2.1, other versions are refused"),
        suffixes=Known(
            frozenset({".xml", ".pdf", ".jpg", ".jpeg", ".gif", ".bmp", ".png", ".tif", ".tiff"}),
            "high",
            "support.basecone.com: others are stored, not read",
        ),
        attachment_inside=Known(True, "high", "support.basecone.com"),
        beside=Known(Beside.MERGED, "high", "support.basecone.com: identical base names"),
        api_call=Known(InOneCall.REPRESENTATIONS, "high", "developers.basecone.com, documents/import"),
        limit=Known(Limit(15_000_000), "medium", "support.basecone.com: about 15 to 20 MB"),
        decides=Known(Decides.SUBJECT, "high", "support.basecone.com"),
        subjects=Known(
            Subjects({"[INK]": ("purchase", None), "[VRK]": ("sales", None)}, tagged=True),
            "high",
            "support.basecone.com (an English article has [PNV] instead)",
        ),
    ),
    "clearfacts": Rules(
        ways=Known(MAIL | API, "high", "developer.clearfacts.be, Clearfacts help pages"),
        formats=Known(
            frozenset({Format.BIS3, Format.UBL_BE, Format.EFFF1, Format.EFFF3}), "high", "Clearfacts help pages"
        ),
        suffixes=Known(
            frozenset({".xml", ".pdf", ".jpg", ".jpeg", ".zip"}),
            "high",
            "Clearfacts help pages; accountingplatform.eu, article 9000173654: no PNG, no GIF by mail",
        ),
        attachment_inside=Known(True, "medium", "recommand.eu: the XML alone is enough, with the PDF embedded"),
        api_call=Known(InOneCall.ONE, "high", "github.com/Clearfacts/cf_developer_docs: one field `file`"),
        limit=Known(Limit(20_000_000), "high", "accountingplatform.eu, article 9000173654: 20 MB per mail"),
        zip=Known(True, "high", "accountingplatform.eu, article 9000173654"),
        decides=Known(Decides.DROP, "high", "the local part of the address; `invoicetype` of the API"),
    ),
    "exact_online": Rules(
        ways=Known(MAIL | API, "high", "Exact developer documentation; docs.recommand.eu"),
        formats=Known(UBL_EN, "medium", "Scrada help: UBL in the mailbox is recognised"),
        known_senders_only=Known(True, "medium", "docs.recommand.eu, Scrada help: others land in Blocked emails"),
        decides=Known(Decides.DROP, "medium", "docs.recommand.eu: one address per document type"),
    ),
    "expert_m": Rules(
        ways=Known(FOLDER, "medium", "Billit, robaws, eenvoudigfactureren and teamleader help"),
        formats=Known(UBL_EN, "medium", "Billit help: Kluwer Exchange, UBL Import"),
        decides=Known(Decides.DROP, "medium", "Billit help: three subfolders"),
        folder_per_company=Known(True, "medium", "Billit help: a folder per enterprise number"),
        set_up_first=Known("journals, supplier numbering and accounts of the UBL import", "medium", "Billit help"),
        accounts=Known(Accounts.SETTINGS, "medium", "Billit help: account by supplier and article, or by article"),
        faults={Fault.ATTACHMENT_LOST: Known("an older XML import ignores the PDF", "medium", "teamleader help")},
    ),
    "horus": Rules(
        ways=Known(MAIL | API, "medium", "timetrack help; docs.chift.eu; Billit help"),
        formats=Known(UBL_EN, "medium", "Billit help: UBL of purchases and sales"),
        decides=Known(Decides.DROP, "medium", "timetrack help: one address per journal"),
        accounts=Known(Accounts.SETTINGS, "medium", "Billit help: a default ledger account"),
    ),
    "lyanthe": Rules(
        ways=Known(MAIL, "medium", "lyanthe.zendesk.com, article 19384680558994"),
        formats=Known(UBL_EN, "medium", "lyanthe.zendesk.com, article 19384680558994"),
        attachment_inside=Known(True, "low", "follows from: no mixed file types in one mail"),
        beside=Known(Beside.REFUSED, "medium", "lyanthe.zendesk.com: mixed file types in one mail are not supported"),
        address_in_to_or_cc=Known(True, "medium", "lyanthe.zendesk.com: Bcc is ignored"),
        decides=Known(Decides.SUBJECT, "medium", "lyanthe.zendesk.com, article 19384680558994"),
        subjects=Known(
            Subjects(
                {
                    **dict.fromkeys(("", "P", "PURCHASE", "AANKOOP"), ("purchase", None)),
                    **dict.fromkeys(("S", "SALES", "V", "VERKOOP"), ("sales", None)),
                    **dict.fromkeys(("#RB", "#RBP"), ("purchase", True)),
                    "#RBS": ("sales", True),
                },
                tagged=False,
            ),
            "medium",
            "lyanthe.zendesk.com, article 19384680558994",
        ),
    ),
    "octopus": Rules(
        ways=Known(MAIL, "medium", "okioki.be how-to; octopus.be, DMS manual (the REST interface books, takes no UBL)"),
        formats=Known(
            frozenset({Format.BIS3, Format.UBL_BE, Format.EFFF1, Format.EFFF3}), "medium", "partner help pages"
        ),
        decides=Known(Decides.DROP, "medium", "octopus.be, DMS manual: a suffix in capitals makes an address per type"),
    ),
    "odoo": Rules(
        ways=Known(MAIL | API, "high", "Odoo documentation"),
        formats=Known(UBL_EN | {Format.CII, Format.FACTURX}, "high", "odoo/odoo, account_edi_ubl_cii"),
        attachment_inside=Known(True, "high", "odoo/odoo, pull requests 260629 and 262047 (June 2026)"),
        beside=Known(Beside.MERGED, "high", "odoo/odoo, pull request 144243"),
        decides=Known(Decides.DROP, "high", "Odoo documentation: one alias per journal"),
        faults={
            Fault.ATTACHMENT_LOST: Known("through the alias, before June 2026", "high", "odoo/odoo, 260629"),
            Fault.TWO_BILLS: Known("before the fix of 144243", "high", "odoo/odoo, 144243 and 268310"),
        },
    ),
    "popsy": Rules(
        ways=Known(FOLDER, "medium", "billit.be (Popsy)"),
        formats=Known(UBL_EN, "medium", "billit.be (Popsy): UBL compatible"),
        attachment_inside=Known(True, "medium", "billit.be (Popsy): imported documents are shown with their PDF"),
        decides=Known(Decides.DROP, "medium", "billit.be (Popsy): the user chooses the import of purchases or sales"),
        set_up_first=Known("archive box, journal and VAT codes under e-invoicing", "medium", "billit.be (Popsy)"),
    ),
    "sage_bob": Rules(
        ways=Known(MAIL | FOLDER, "medium", "Sage FAQ INV-026; clouddemat.be (mail through Cloud Demat only)"),
        formats=Known(UBL_EN | {Format.EFFF1, Format.EFFF3}, "medium", "Sage FAQ INV-026"),
        set_up_first=Known("the module BOB-Demat", "medium", "Sage FAQ INV-026"),
    ),
    "silvasoft": Rules(
        ways=Known(MAIL, "medium", "support.silvasoft.nl, article 360018356298"),
        known_senders_only=Known(True, "medium", "support.silvasoft.nl: known suppliers and the trusted-senders list"),
    ),
    "venice": Rules(
        ways=Known(FOLDER, "high", "support.venice.be (2022-03)"),
        formats=Known(UBL_ANY, "high", "support.venice.be: UBL 2.0, 2.1, e-FFF 1 and 3, Peppol BIS 2 and 3"),
        zip=Known(True, "high", "support.venice.be: sales from a folder or a zip"),
        decides=Known(Decides.DROP, "high", "support.venice.be: the import screen"),
        schema_checked=Known(True, "high", "support.venice.be: what does not validate is refused"),
        addressee_is_dossier=Known(True, "high", "support.venice.be"),
        number_is_unique=Known(True, "high", "support.venice.be: a unique cbc:ID, not imported before"),
        accounts=Known(Accounts.FILE, "high", "support.venice.be: the revenue account may come from the file (sales)"),
    ),
    "winauditor": Rules(
        ways=Known(MAIL, "medium", "enfact.be support"),
        formats=Known(UBL_EN, "medium", "enfact.be support; Billit help"),
        decides=Known(Decides.DROP, "medium", "enfact.be support: one inbox for purchases, one for sales"),
    ),
    "winbooks": Rules(
        ways=Known(MAIL | FOLDER, "medium", "help.winbooks.be; Billit help; OkiOki help"),
        formats=Known(UBL_EN, "medium", "help.winbooks.be: Peppol V3"),
        attachment_inside=Known(True, "medium", "help.winbooks.be: PDF inside and next to it"),
        beside=Known(Beside.MERGED, "medium", "help.winbooks.be: PDF inside and next to it"),
        decides=Known(Decides.DROP, "medium", "Billit help: subfolders per type; mailbox per type"),
        folder_per_company=Known(True, "medium", "Billit help: one folder per dossier"),
    ),
    "wings": Rules(
        ways=Known(MAIL | FOLDER, "medium", "OkiOki help; Banqup help"),
        formats=Known(frozenset({Format.EFFF1, Format.BIS3}), "medium", "Banqup: one article says e-FFF, one BIS 3"),
        decides=Known(Decides.DROP, "medium", "Banqup: a supplier and a customer journal"),
    ),
    "yuki": Rules(
        ways=Known(MAIL | API, "high", "support.yuki.be"),
        formats=Known(UBL_EN, "high", "support.yuki.be, article 80000786291"),
        attachment_inside=Known(True, "high", "support.yuki.be: the PDF is taken out and shown"),
        beside=Known(Beside.MERGED, "high", "support.yuki.be: merged when the file names match"),
        api_call=Known(InOneCall.ONE, "high", "api.yukiworks.be, Upload.aspx: one file per call"),
        decides=Known(Decides.CONTENT, "high", "support.yuki.nl, article 80000787490: recognised as purchase or sale"),
    ),
    "zensoft": Rules(
        ways=Known(MAIL | FOLDER, "low", "manual hn_ublimp, Billit help (folder); one list of mail packages (mail)"),
        formats=Known(UBL_EN, "low", "manual hn_ublimp"),
    ),
}
"""By the names that the product has for the packages."""
