"""Card statements as plain text, for what the generator does not print. The issuers and cards are invented."""

NEW_YEAR_FR = """
Banque Corvelis SA
ETAT DES DEPENSES VISA                        Numero : 12/2025

Periode du 12/12/2025 au 11/01/2026
Carte n° 4871 22XX XXXX 9017   M. Jules Verhaegen

Date achat   Date compt.   Commercant                      Devise            Montant EUR
18/12        20/12         LIBRAIRIE DU CENTRE NAMUR                          1.234,56
29/12        02/01         OFFICE WORLD NEW YORK                                 92,24
                           100,00 USD   cours 1,0841
05/01        07/01         HOTEL OCTAVIS PARIS                                  310,00
06/01        08/01         HOTEL OCTAVIS PARIS                                   10,00 CR
11/01        11/01         Cotisation annuelle                                   35,00

Total carte 9017                                                              1.661,80
Total a debiter                                                               1.661,80
Ce montant sera debite du compte BE54 3637 2098 7397 le 26/01/2026.
"""
"""Days without a year over New Year, CR for refunds, a fee, a foreign amount on a second line."""

OPENING_NL = """
UITGAVENSTAAT MASTERCARD nr. 2026/04
Datum: 30/04/2026
Kaart 5321 88XX XXXX 1122

Vorig saldo                                                           200,00
Datum    Omschrijving                                               Bedrag EUR
02/04    Betaling ontvangen, dank u                                   200,00-
03/04    TANKSTATION ZUIDRAND GENT                                     88,15
12/04    GELDAFHALING ANTWERPEN                                       100,00
12/04    Kosten geldopneming                                            3,50
Nieuw saldo                                                           191,65
Het bedrag van 191,65 EUR wordt op 12/05/2026 gedebiteerd van rekening BE54 3637 2098 7397
"""
"""A balance brought forward and paid, a minus after the amount, a cash withdrawal with its fee."""

DEBIT_AND_CREDIT_EN = """
CARD STATEMENT Visa            Statement number 77
Statement date 31/03/2026
Card 4111 11XX XXXX 1111

Date         Description                         Debit      Credit
02/03/2026   NORDELIA CLOUD DUBLIN               120.00
05/03/2026   HOTEL OCTAVIS PARIS               1,310.00
09/03/2026   HOTEL OCTAVIS PARIS                             310.00
Total amount due                                           1,120.00
"""

UNKNOWN_HEADINGS_EN = """
CARD STATEMENT Visa            Statement number 78
Statement date 31/03/2026
Card 4111 11XX XXXX 1111

When         Where                            How much
02/03/2026   NORDELIA CLOUD DUBLIN              120.00
05/03/2026   HOTEL OCTAVIS PARIS              1,310.00
09/03/2026   HOTEL OCTAVIS PARIS               -310.00
Total amount due                              1,120.00
"""

FOREIGN_COLUMNS_FR = """
Releve de carte Mastercard   Releve n° 3
Date du releve : 31/03/2026
Carte 5111 11XX XXXX 1111

Date         Libelle                     Montant devise     Cours     Montant EUR
02/03/2026   NORDELIA CLOUD DUBLIN                                      120,00
05/03/2026   CALDERA BOOKS NEW YORK        108,41 USD       1,0841      100,00
Total a payer                                                           220,00
"""

CARRIED_NL = (
    """
UITGAVENSTAAT VISA nr. 5
Datum 30/04/2026          Blad 1/2
Kaart 4321 88XX XXXX 1122
Datum    Omschrijving                                               Bedrag EUR
03/04    TANKSTATION ZUIDRAND GENT                                     88,15
04/04    TRANSPORT DE LIJN GENT                                        10,00
Over te dragen                                                         98,15
""",
    """
UITGAVENSTAAT VISA nr. 5   Blad 2/2
Overgedragen                                                           98,15
Datum    Omschrijving                                               Bedrag EUR
12/04    HANDELSHUIS REPORT                                             1,85
Totaal te betalen                                                     100,00
""",
)
"""Two pages with carried sums, and shops whose names look like them."""

PREPAID_FR = """
Releve de carte prepayee
Date 30/04/2026
Carte XXXX XXXX XXXX 1122
Solde precedent                                                       100,00
Date     Description                                                Montant
02/04    Rechargement                                                +250,00
03/04    STATION ZUIDRAND GENT                                        -50,00
04/04    Frais de rechargement                                         -1,00
Solde disponible                                                      299,00
"""
"""Amounts from the card holder's side: what is spent has a minus, the total is what is left."""

ONE_UNCLEAR_LINE_NL = """
UITGAVENSTAAT VISA nr. 5
Datum 30/04/2026
Kaart 4321 88XX XXXX 1122
Datum    Omschrijving                                               Bedrag EUR
03/04    TANKSTATION ZUIDRAND GENT                                     50,00-
Nieuw saldo                                                            50,00-
"""
"""It is unclear whether the amount was spent or refunded."""

STRANGE_NAMES_EN = """
VISA BUSINESS DIGEST           Statement ref. 79
Closing date 31/03/2026
Card 4111 11XX XXXX 1111

Left from February                                           80.00
Date         Details                                        Amount
02/03/2026   NORDELIA CLOUD DUBLIN                          120.00
05/03/2026   HOTEL OCTAVIS PARIS                          1,310.00
09/03/2026   HOTEL OCTAVIS PARIS                            -10.00
Our claim on you                                          1,500.00
"""
"""A title and balances in unlisted words; they add up in one way."""
