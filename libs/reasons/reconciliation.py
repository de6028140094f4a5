"""What reconciling has noticed about a document: what may be fraud, what was taken from the register, what failed."""

from enum import StrEnum

from libs.texts import Texts


class ReconciliationReason(StrEnum):
    """Codes of warnings and failures that only reconciling can know."""

    IBAN_IS_NEW = "iban_is_new"
    NAME_FROM_REGISTER = "name_from_register"
    NO_ANSWER = "no_answer"


WORDS: Texts = {
    ReconciliationReason.IBAN_IS_NEW: {
        "en": "This supplier asks for payment to a new account: {iban}. Accounts used until now: {known}."
        " Possible fraud: call the supplier, on a number you already know, before you pay.",
        "fr": "Ce fournisseur demande un paiement sur un nouveau compte : {iban}. Comptes connus jusqu'ici : {known}."
        " Fraude possible : appelez le fournisseur, à un numéro que vous connaissez déjà, avant de payer.",
        "nl": "Deze leverancier vraagt betaling op een nieuwe rekening: {iban}. Tot nu toe bekende rekeningen: {known}."
        " Mogelijk fraude: bel de leverancier op een nummer dat u al kent, voor u betaalt.",
    },
    ReconciliationReason.NAME_FROM_REGISTER: {
        "en": "The document says “{printed}”; for this VAT number the company register says “{register}”.",
        "fr": "Le document indique « {printed} » ; pour ce numéro de TVA, le registre des entreprises indique"
        " « {register} ».",
        "nl": "Het document vermeldt “{printed}”; voor dit btw-nummer vermeldt het ondernemingsregister “{register}”.",
    },
    ReconciliationReason.NO_ANSWER: {
        "en": "It took too long.",
        "fr": "L'opération a duré trop longtemps.",
        "nl": "De bewerking duurde te lang.",
    },
}
