"""A paper as Cross Industry Invoice (EN 16931 level), written by hand, and put inside its PDF (Factur-X / ZUGFeRD).

The PDF carries the XML as an associated file with the metadata that readers look for. It does not claim PDF/A.
"""

import io
from datetime import date
from decimal import Decimal

import pikepdf
from lxml import etree
from pikepdf import Array, AttachedFileSpec, Dictionary, Name

from libs.samples.companies import Company
from libs.samples.document import Paper
from libs.samples.money import Line
from libs.samples.reference_data.goods import unit_code
from libs.samples.truth import VatRow

_RSM = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
_RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
_UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
_LEVEL = "urn:cen.eu:en16931:2017"
_PAYMENT_CODES = {"bank": "58", "card": "48", "direct_debit": "59", "cash": "10", "unknown": "1"}
_REASONS = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G"}


def invoice_xml(paper: Paper) -> bytes:
    """The paper as CII of the EN 16931 level."""
    root = etree.Element(f"{{{_RSM}}}CrossIndustryInvoice", nsmap={"rsm": _RSM, "ram": _RAM, "udt": _UDT})
    context = etree.SubElement(root, f"{{{_RSM}}}ExchangedDocumentContext")
    _add(_sub(context, "GuidelineSpecifiedDocumentContextParameter"), "ID", _LEVEL)
    document = etree.SubElement(root, f"{{{_RSM}}}ExchangedDocument")
    _add(document, "ID", paper.number)
    _add(document, "TypeCode", "381" if paper.is_credit else "380")
    _date(_sub(document, "IssueDateTime"), paper.issue_date)
    for note in paper.notes:
        _add(_sub(document, "IncludedNote"), "Content", note)
    transaction = etree.SubElement(root, f"{{{_RSM}}}SupplyChainTradeTransaction")
    for index, line in enumerate(paper.lines, start=1):
        _line(transaction, index, line)
    _agreement(transaction, paper)
    _delivery(transaction, paper)
    _settlement(transaction, paper)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _line(transaction: etree._Element, index: int, line: Line) -> None:
    item = _sub(transaction, "IncludedSupplyChainTradeLineItem")
    _add(_sub(item, "AssociatedDocumentLineDocument"), "LineID", str(index))
    product = _sub(item, "SpecifiedTradeProduct")
    if line.code:
        _add(product, "SellerAssignedID", line.code)
    _add(product, "Name", line.description)
    price = _sub(_sub(item, "SpecifiedLineTradeAgreement"), "NetPriceProductTradePrice")
    _add(price, "ChargeAmount", f"{line.unit_price}")
    delivery = _sub(item, "SpecifiedLineTradeDelivery")
    unit = unit_code(line.unit)
    _add(delivery, "BilledQuantity", f"{line.quantity.normalize():f}", unitCode=unit)
    settlement = _sub(item, "SpecifiedLineTradeSettlement")
    tax = _sub(settlement, "ApplicableTradeTax")
    _add(tax, "TypeCode", "VAT")
    _add(tax, "CategoryCode", line.category)
    _add(tax, "RateApplicablePercent", f"{line.rate.normalize():f}")
    gross = (line.quantity * line.unit_price).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    if line.discount:
        allowance = _sub(settlement, "SpecifiedTradeAllowanceCharge")
        _flag(_sub(allowance, "ChargeIndicator"), value=False)
        _add(allowance, "ActualAmount", f"{gross - line.net:.2f}")
        _add(allowance, "ReasonCode", "95")
    summation = _sub(settlement, "SpecifiedTradeSettlementLineMonetarySummation")
    _add(summation, "LineTotalAmount", f"{line.net:.2f}")


def _agreement(transaction: etree._Element, paper: Paper) -> None:
    agreement = _sub(transaction, "ApplicableHeaderTradeAgreement")
    if paper.customer_no:
        _add(agreement, "BuyerReference", paper.customer_no)
    _party(_sub(agreement, "SellerTradeParty"), paper.seller)
    _party(_sub(agreement, "BuyerTradeParty"), paper.buyer)
    if paper.order_no:
        _add(_sub(agreement, "BuyerOrderReferencedDocument"), "IssuerAssignedID", paper.order_no)


def _party(party: etree._Element, company: Company) -> None:
    _add(party, "Name", company.name)
    legal = _sub(party, "SpecifiedLegalOrganization")
    if company.country in ("BE", "FR"):
        _add(legal, "ID", company.company_number, schemeID="0208" if company.country == "BE" else "0002")
    else:
        _add(legal, "ID", company.company_number)
    address = _sub(party, "PostalTradeAddress")
    _add(address, "PostcodeCode", company.postcode)
    _add(address, "LineOne", company.street)
    _add(address, "CityName", company.city)
    _add(address, "CountryID", company.country)
    if company.vat:
        _add(_sub(party, "SpecifiedTaxRegistration"), "ID", company.vat, schemeID="VA")


def _delivery(transaction: etree._Element, paper: Paper) -> None:
    delivery = _sub(transaction, "ApplicableHeaderTradeDelivery")
    if paper.delivery_date:
        address = _sub(_sub(delivery, "ShipToTradeParty"), "PostalTradeAddress")
        _add(address, "CityName", paper.buyer.city)
        _add(address, "CountryID", paper.buyer.country)
        _date(_sub(_sub(delivery, "ActualDeliverySupplyChainEvent"), "OccurrenceDateTime"), paper.delivery_date)


def _settlement(transaction: etree._Element, paper: Paper) -> None:
    settlement, totals = _sub(transaction, "ApplicableHeaderTradeSettlement"), paper.totals
    if paper.reference:
        _add(settlement, "PaymentReference", paper.reference)
    _add(settlement, "InvoiceCurrencyCode", paper.currency)
    means = _sub(settlement, "SpecifiedTradeSettlementPaymentMeans")
    _add(means, "TypeCode", _PAYMENT_CODES[paper.payment])
    if paper.payment == "bank":
        _add(_sub(means, "PayeePartyCreditorFinancialAccount"), "IBANID", paper.seller.iban)
        _add(_sub(means, "PayeeSpecifiedCreditorFinancialInstitution"), "BICID", paper.seller.bic)
    for row in totals.rows:
        _tax(settlement, paper, row)
    if totals.discount_amount:
        _allowances(settlement, paper)
    terms = _sub(settlement, "SpecifiedTradePaymentTerms")
    _add(terms, "Description", paper.terms or paper.words["terms_now"])
    if paper.due_date:
        _date(_sub(terms, "DueDateDateTime"), paper.due_date)
    if paper.mandate:
        _add(terms, "DirectDebitMandateID", paper.mandate)
    _summation(settlement, paper)
    if paper.original_number:
        _add(_sub(settlement, "InvoiceReferencedDocument"), "IssuerAssignedID", paper.original_number)


def _tax(settlement: etree._Element, paper: Paper, row: VatRow) -> None:
    tax = _sub(settlement, "ApplicableTradeTax")
    _add(tax, "CalculatedAmount", f"{row.amount:.2f}")
    _add(tax, "TypeCode", "VAT")
    if row.category not in ("S", "Z") and paper.notes:
        _add(tax, "ExemptionReason", paper.notes[0])
    _add(tax, "BasisAmount", f"{row.base:.2f}")
    _add(tax, "CategoryCode", row.category)
    if row.category in _REASONS:
        _add(tax, "ExemptionReasonCode", _REASONS[row.category])
    _add(tax, "RateApplicablePercent", f"{row.rate.normalize():f}")


def _allowances(settlement: etree._Element, paper: Paper) -> None:
    for row in paper.totals.rows:
        net = sum(
            (line.net for line in paper.lines if (line.category, line.rate) == (row.category, row.rate)), Decimal(0)
        )
        allowance = _sub(settlement, "SpecifiedTradeAllowanceCharge")
        _flag(_sub(allowance, "ChargeIndicator"), value=False)
        _add(allowance, "ActualAmount", f"{net - row.base:.2f}")
        _add(allowance, "ReasonCode", "95")
        tax = _sub(allowance, "CategoryTradeTax")
        _add(tax, "TypeCode", "VAT")
        _add(tax, "CategoryCode", row.category)
        _add(tax, "RateApplicablePercent", f"{row.rate.normalize():f}")


def _summation(settlement: etree._Element, paper: Paper) -> None:
    totals = paper.totals
    paid = totals.total_with_vat if paper.payment in ("card", "cash") else totals.prepaid
    summation = _sub(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")
    _add(summation, "LineTotalAmount", f"{totals.lines_total:.2f}")
    if totals.discount_amount:
        _add(summation, "AllowanceTotalAmount", f"{totals.discount_amount:.2f}")
    _add(summation, "TaxBasisTotalAmount", f"{totals.total_without_vat:.2f}")
    _add(summation, "TaxTotalAmount", f"{totals.total_vat:.2f}", currencyID=paper.currency)
    _add(summation, "GrandTotalAmount", f"{totals.total_with_vat:.2f}")
    if paid:
        _add(summation, "TotalPrepaidAmount", f"{paid:.2f}")
    _add(summation, "DuePayableAmount", f"{totals.total_with_vat - paid:.2f}")


def embed(pdf: bytes, xml: bytes, *, day: date, filename: str = "factur-x.xml") -> bytes:
    """The PDF with the XML inside; the same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        spec = AttachedFileSpec(
            document,
            xml,
            filename=filename,
            description="Factur-X invoice",
            mime_type="text/xml",
            creation_date=f"D:{day:%Y%m%d}120000Z",
            mod_date=f"D:{day:%Y%m%d}120000Z",
        )
        spec.obj.AFRelationship = Name.Alternative
        document.attachments[filename] = spec
        document.Root.AF = Array([document.attachments[filename].obj])
        document.Root.PageMode = Name.UseAttachments
        metadata = document.make_stream(_XMP.format(filename=filename).encode())
        metadata.stream_dict = Dictionary(Type=Name.Metadata, Subtype=Name.XML)
        document.Root.Metadata = metadata
        buffer = io.BytesIO()
        document.save(buffer, deterministic_id=True)
        return buffer.getvalue()


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
  <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
      <fx:DocumentType>INVOICE</fx:DocumentType>
      <fx:DocumentFileName>{filename}</fx:DocumentFileName>
      <fx:Version>1.0</fx:Version>
      <fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
    </rdf:Description>
  </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def _sub(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_RAM}}}{name}")


def _add(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{_RAM}}}{name}", attributes).text = text


def _date(parent: etree._Element, day: date) -> None:
    etree.SubElement(parent, f"{{{_UDT}}}DateTimeString", format="102").text = f"{day:%Y%m%d}"


def _flag(parent: etree._Element, *, value: bool) -> None:
    etree.SubElement(parent, f"{{{_UDT}}}Indicator").text = "true" if value else "false"
