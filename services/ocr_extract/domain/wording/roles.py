"""The roles of values that labels announce."""

from enum import StrEnum


class Role(StrEnum):
    """The meaning of a value beside a label."""

    ISSUE_DATE = "issue_date"
    DUE_DATE = "due_date"
    DELIVERY_DATE = "delivery_date"
    ORIGINAL_DATE = "original_date"
    OTHER_DATE = "other_date"
    NUMBER = "number"
    ORIGINAL_NUMBER = "original_number"
    ORDER_REFERENCE = "order_reference"
    BUYER_REFERENCE = "buyer_reference"
    OTHER_NUMBER = "other_number"
    EXCL = "excl"
    VAT = "vat"
    INCL = "incl"
    PAYABLE = "payable"
    PREPAID = "prepaid"
    ROUNDING = "rounding"
    OTHER_AMOUNT = "other_amount"
    SELLER = "seller"
    BUYER = "buyer"
    DELIVERY_PLACE = "delivery_place"
    SUPPLIER_VAT = "supplier_vat"
    CUSTOMER_VAT = "customer_vat"
