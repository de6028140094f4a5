"""Makes numbers with valid check digits: enterprise number, VAT number, IBAN, structured communication.

Every function takes the free digits and adds the check digits, so a sample never has a wrong number by accident. Wrong
numbers are made on purpose, elsewhere.
"""

_LETTERS = {letter: str(ord(letter) - 55) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def be_enterprise_number(eight: int) -> str:
    """Returns a Belgian enterprise number: eight digits, then 97 minus their remainder modulo 97."""
    return f"{eight:08d}{97 - eight % 97:02d}"


def be_vat(enterprise_number: str) -> str:
    """Returns the Belgian VAT number: the enterprise number after the country code."""
    return f"BE{enterprise_number}"


def luhn_complete(digits: str) -> str:
    """Returns the digits with their Luhn check digit (French SIREN and SIRET)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if position % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return f"{digits}{-total % 10}"


def fr_vat(siren: str) -> str:
    """Returns the French VAT number: a two-digit key computed from the SIREN, then the SIREN."""
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def nl_vat(eight: int) -> str | None:
    """Returns the Dutch VAT number of a company (modulo 11, then B01), or None when there is no check digit."""
    digits = f"{eight:08d}"
    check = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True)) % 11
    return None if check == 10 else f"NL{digits}{check}B01"


def de_vat(eight: int) -> str:
    """Returns the German VAT number (ISO 7064, mod 11,10)."""
    digits = f"{eight:08d}"
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return f"DE{digits}{(11 - product) % 10}"


def lu_vat(six: int) -> str:
    """Returns the Luxembourg VAT number: six digits, then their remainder modulo 89."""
    return f"LU{six:06d}{six % 89:02d}"


def iban(country: str, bban: str) -> str:
    """Returns the IBAN with its two check digits (ISO 13616, mod 97-10)."""
    return f"{country}{_mod_97_10(bban + country):02d}{bban}"


def be_bban(bank: str, account: int) -> str:
    """Returns a Belgian account number: bank code, seven digits, the remainder modulo 97 (0 is written 97)."""
    free = f"{bank}{account:07d}"
    return f"{free}{int(free) % 97 or 97:02d}"


def fr_bban(bank: str, branch: str, account: int) -> str:
    """Returns a French account number with its RIB key."""
    key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * account) % 97
    return f"{bank}{branch}{account:011d}{key:02d}"


def structured_communication(ten: int) -> str:
    """Returns the twelve digits of a Belgian OGM/VCS: ten, then their remainder modulo 97 (0 is written 97)."""
    return f"{ten:010d}{ten % 97 or 97:02d}"


def creditor_reference(reference: str) -> str:
    """Returns an ISO 11649 reference: RF, two check digits, the creditor's own reference."""
    return f"RF{_mod_97_10(reference + 'RF'):02d}{reference}"


def _mod_97_10(body: str) -> int:
    digits = "".join(_LETTERS.get(character, character) for character in body + "00")
    return 98 - int(digits) % 97
