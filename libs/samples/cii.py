"""Writes a document as Cross Industry Invoice (EN 16931 level) and embeds it in its PDF (Factur-X / ZUGFeRD).

It does not use the writer of the product: a reader tested only with that writer could fail on the first real file. The
PDF has the XML as an associated file, with the metadata that readers look for. It does not claim PDF/A.
"""

import io
from datetime import date
from decimal import Decimal

import pikepdf
from lxml import etree
from pikepdf import Array, AttachedFileSpec, Dictionary, Name

from libs.samples.companies import Company
from libs.samples.document import Document
from libs.samples.money import Line
from libs.samples.reference_data.goods import unit_code
from libs.samples.truth import VatRow

_RSM = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
_RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
_UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
_LEVEL = "urn:cen.eu:en16931:2017"
_PAYMENT_CODES = {"bank": "58", "card": "48", "direct_debit": "59", "cash": "10", "unknown": "1"}
_REASONS = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G"}


def invoice_xml(document: Document) -> bytes:
    """Returns the document as CII of the EN 16931 level."""
    root = etree.Element(f"{{{_RSM}}}CrossIndustryInvoice", nsmap={"rsm": _RSM, "ram": _RAM, "udt": _UDT})
    context = etree.SubElement(root, f"{{{_RSM}}}ExchangedDocumentContext")
    _add(_sub(context, "GuidelineSpecifiedDocumentContextParameter"), "ID", _LEVEL)
    header = etree.SubElement(root, f"{{{_RSM}}}ExchangedDocument")
    _add(header, "ID", document.number)
    _add(header, "TypeCode", "381" if document.is_credit else "380")
    _date(_sub(header, "IssueDateTime"), document.issue_date)
    for note in document.notes:
        _add(_sub(header, "IncludedNote"), "Content", note)
    transaction = etree.SubElement(root, f"{{{_RSM}}}SupplyChainTradeTransaction")
    for index, line in enumerate(document.lines, start=1):
        _line(transaction, index, line)
    _agreement(transaction, document)
    _delivery(transaction, document)
    _settlement(transaction, document)
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


def _agreement(transaction: etree._Element, document: Document) -> None:
    agreement = _sub(transaction, "ApplicableHeaderTradeAgreement")
    if document.customer_no:
        _add(agreement, "BuyerReference", document.customer_no)
    _party(_sub(agreement, "SellerTradeParty"), document.seller)
    _party(_sub(agreement, "BuyerTradeParty"), document.buyer)
    if document.order_no:
        _add(_sub(agreement, "BuyerOrderReferencedDocument"), "IssuerAssignedID", document.order_no)


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


def _delivery(transaction: etree._Element, document: Document) -> None:
    delivery = _sub(transaction, "ApplicableHeaderTradeDelivery")
    if document.delivery_date:
        address = _sub(_sub(delivery, "ShipToTradeParty"), "PostalTradeAddress")
        _add(address, "CityName", document.buyer.city)
        _add(address, "CountryID", document.buyer.country)
        _date(_sub(_sub(delivery, "ActualDeliverySupplyChainEvent"), "OccurrenceDateTime"), document.delivery_date)


def _settlement(transaction: etree._Element, document: Document) -> None:
    settlement, totals = _sub(transaction, "ApplicableHeaderTradeSettlement"), document.totals
    if document.reference:
        _add(settlement, "PaymentReference", document.reference)
    _add(settlement, "InvoiceCurrencyCode", document.currency)
    means = _sub(settlement, "SpecifiedTradeSettlementPaymentMeans")
    _add(means, "TypeCode", _PAYMENT_CODES[document.payment])
    if document.payment == "bank":
        _add(_sub(means, "PayeePartyCreditorFinancialAccount"), "IBANID", document.seller.iban)
        _add(_sub(means, "PayeeSpecifiedCreditorFinancialInstitution"), "BICID", document.seller.bic)
    for row in totals.rows:
        _tax(settlement, document, row)
    if totals.discount_amount:
        _allowances(settlement, document)
    terms = _sub(settlement, "SpecifiedTradePaymentTerms")
    _add(terms, "Description", document.terms or document.words["terms_now"])
    if document.due_date:
        _date(_sub(terms, "DueDateDateTime"), document.due_date)
    if document.mandate:
        _add(terms, "DirectDebitMandateID", document.mandate)
    _summation(settlement, document)
    if document.original_number:
        _add(_sub(settlement, "InvoiceReferencedDocument"), "IssuerAssignedID", document.original_number)


def _tax(settlement: etree._Element, document: Document, row: VatRow) -> None:
    tax = _sub(settlement, "ApplicableTradeTax")
    _add(tax, "CalculatedAmount", f"{row.amount:.2f}")
    _add(tax, "TypeCode", "VAT")
    if row.category not in ("S", "Z") and document.notes:
        _add(tax, "ExemptionReason", document.notes[0])
    _add(tax, "BasisAmount", f"{row.base:.2f}")
    _add(tax, "CategoryCode", row.category)
    if row.category in _REASONS:
        _add(tax, "ExemptionReasonCode", _REASONS[row.category])
    _add(tax, "RateApplicablePercent", f"{row.rate.normalize():f}")


def _allowances(settlement: etree._Element, document: Document) -> None:
    for row in document.totals.rows:
        net = sum(
            (line.net for line in document.lines if (line.category, line.rate) == (row.category, row.rate)), Decimal(0)
        )
        allowance = _sub(settlement, "SpecifiedTradeAllowanceCharge")
        _flag(_sub(allowance, "ChargeIndicator"), value=False)
        _add(allowance, "ActualAmount", f"{net - row.base:.2f}")
        _add(allowance, "ReasonCode", "95")
        tax = _sub(allowance, "CategoryTradeTax")
        _add(tax, "TypeCode", "VAT")
        _add(tax, "CategoryCode", row.category)
        _add(tax, "RateApplicablePercent", f"{row.rate.normalize():f}")


def _summation(settlement: etree._Element, document: Document) -> None:
    totals = document.totals
    paid = totals.total_with_vat if document.payment in ("card", "cash") else totals.prepaid
    summation = _sub(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")
    _add(summation, "LineTotalAmount", f"{totals.lines_total:.2f}")
    if totals.discount_amount:
        _add(summation, "AllowanceTotalAmount", f"{totals.discount_amount:.2f}")
    _add(summation, "TaxBasisTotalAmount", f"{totals.total_without_vat:.2f}")
    _add(summation, "TaxTotalAmount", f"{totals.total_vat:.2f}", currencyID=document.currency)
    _add(summation, "GrandTotalAmount", f"{totals.total_with_vat:.2f}")
    if paid:
        _add(summation, "TotalPrepaidAmount", f"{paid:.2f}")
    _add(summation, "DuePayableAmount", f"{totals.total_with_vat - paid:.2f}")


def embed(pdf: bytes, xml: bytes, *, day: date, filename: str = "factur-x.xml") -> bytes:
    """Returns the PDF with the XML embedded; the same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        attachment = AttachedFileSpec(
            file,
            xml,
            filename=filename,
            description="Factur-X invoice",
            mime_type="text/xml",
            creation_date=f"D:{day:%Y%m%d}120000Z",
            mod_date=f"D:{day:%Y%m%d}120000Z",
        )
        attachment.obj.AFRelationship = Name.Alternative
        file.attachments[filename] = attachment
        file.Root.AF = Array([file.attachments[filename].obj])
        file.Root.PageMode = Name.UseAttachments
        metadata = file.make_stream(_XMP.format(filename=filename).encode())
        metadata.stream_dict = Dictionary(Type=Name.Metadata, Subtype=Name.XML)
        file.Root.Metadata = metadata
        buffer = io.BytesIO()
        file.save(buffer, deterministic_id=True)
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
