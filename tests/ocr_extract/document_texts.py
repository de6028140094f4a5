"""Documents as plain text that look like real ones, with invented companies and correct check digits."""

TELECOM_FR = """
Lumivox Télécom SA                                                   Facture
Boulevard du Midi 45                                                 Page 1/1
1000 Bruxelles

                                                MENUISERIE WÉRISOUL
                                                PLACE SAINT-AUBAIN 191
                                                7000 MONS

Votre numéro de client : 200 456 781            N° de facture : 7305519842
Période de facturation : 01/03/2026 - 31/03/2026   Date de la facture : 02/04/2026
                                                Date d'échéance : 17/04/2026

Votre facture en bref
Abonnements et options                                               62,81 €
Communications hors forfait                                           4,13 €
Total hors TVA                                                       66,94 €
TVA 21 % sur 66,94 €                                                 14,06 €
Total TVA comprise                                                   81,00 €

Montant à payer                                                      81,00 €
Ce montant sera automatiquement prélevé via votre domiciliation le 17/04/2026.

Lumivox Télécom SA - TVA BE 0727.449.025 - RPM Bruxelles - IBAN BE25 4079 2602 9582 - BIC KREDBEBB
"""

RESTAURANT_FR = """
        BRASSERIE LE VIEUX QUAI
           Quai des Salines 8
              7500 Tournai
         TVA BE 0727.449.025

TICKET DE CAISSE N° 004521
Table 12   12/03/2026   13:42

2 Menu du jour          B      48,00
1 Eau plate             B       4,50
2 Bière pression        A       9,00

TOTAL TVAC              EUR    61,50

        TVA      Base     Montant
A       21%      7,44      1,56
B       12%     46,88      5,62

BANCONTACT                     61,50
Merci de votre visite
"""

SUPERMARKET_NL = """
      BUURTMARKT DE LINDE
      Kerkstraat 14 9000 Gent
      BTW BE 0727.449.025
      KASTICKET

Melk halfvol 1L           1,19
Brood grof                2,89
Afwasmiddel               3,49
Koffie 500g               7,25
Plastic zak               0,25

TOTAAL                   15,07
BANCONTACT               15,07

BTW 6%   excl 10,69  btw 0,64  incl 11,33
BTW 21%  excl  3,09  btw 0,65  incl  3,74

19/02/2026 18:03  kassa 4  ticket 118723
"""

LAWYER_FR = """
Cabinet Delvaux & Associés SRL                     Mons, le 5 mai 2026
Avocats
Rue de Nimy 77, 7000 Mons
BE 0727.449.025
                                                   Menuiserie Wérisoul SRL
                                                   Place Saint-Aubain 191
                                                   7000 Mons
                                                   BE 0592.348.514

ÉTAT DE FRAIS ET HONORAIRES N° 2026/118

Dossier : Wérisoul / Lambert - n/réf. 14.223

Honoraires (6h30 à 130,00 €)                                845,00
Frais administratifs                                         62,40

Total HTVA                                                  907,40
TVA 21 %                                                    190,55
Total TVAC                                                1.097,95
Provision versée le 12/01/2026                             -605,00
Solde à payer                                               492,95

À verser dans les 15 jours sur le compte BE25 4079 2602 9582 avec la communication +++228/4852/00227+++
"""

GERMAN = """
Kessler Werkzeugbau GmbH · Industriestr. 4 · 52070 Aachen

Menuiserie Wérisoul SRL
Place Saint-Aubain 191
7000 Mons
Belgien
                                            Rechnungs-Nr.:  R-26-00417
                                            Kunden-Nr.:     10388
                                            Datum:          11.03.2026

Rechnung

Pos.  Bezeichnung               Menge    Einzelpreis    Gesamtpreis
1     Fräser HSS 12 mm          4 Stk    38,50          154,00
2     Spannzange ER32           2 Stk    27,90          55,80

                                   Nettobetrag          209,80 EUR
                                   zzgl. 19 % MwSt.      39,86 EUR
                                   Gesamtbetrag         249,66 EUR

Zahlbar innerhalb von 10 Tagen mit 2 % Skonto, 30 Tage netto.
Bankverbindung: Sparkasse Aachen, IBAN DE89 3704 0044 0532 0130 00, BIC COBADEFFXXX
USt-IdNr. DE136695976 - Amtsgericht Aachen HRB 1234
"""

SOFTWARE_EN = """
Invoice                                                   Brightledger

Invoice number   8F3C21A7-0004
Date of issue    January 5, 2026
Date due         January 5, 2026

Brightledger Ltd.                      Bill to
3 Harbour Row                          Menuiserie Wérisoul SRL
D02 X285 Dublin                        Place Saint-Aubain 191
Ireland                                7000 Mons
IE VAT IE6388047V                      Belgium
                                       BE VAT BE0592348514

$24.00 USD due January 5, 2026

Description                            Qty     Unit price     Amount
Team plan                              2       $12.00         $24.00
Jan 5 - Feb 5, 2026

                                       Subtotal               $24.00
                                       VAT (0%, reverse charge)   $0.00
                                       Total                  $24.00
                                       Amount due             $24.00 USD

Tax to be paid on reverse charge basis
"""

SMALL_BUSINESS_NL = """
Naaiatelier Els Verhaegen                           FACTUUR 2026-014
Molenweg 3
9700 Oudenaarde
Ondernemingsnummer 0727.449.025

Aan: Menuiserie Wérisoul SRL
Place Saint-Aubain 191
7000 Mons

Datum: 8 april 2026
Te betalen voor: 8 mei 2026

Omschrijving                         Aantal    Prijs      Totaal
Gordijnen op maat                    2         140,00     280,00
Plaatsing                            1         60,00      60,00

Totaal te betalen                                         340,00 EUR

Bijzondere vrijstellingsregeling kleine ondernemingen. Btw niet toepasselijk.
Rekeningnummer BE25 4079 2602 9582
"""

UTILITY_SETTLEMENT_FR = """
Énergie Solanne SA                               Facture de régularisation
Rue de la Centrale 1                             N° 882004517
4000 Liège                                       Date : 15.01.2026
TVA BE 0727.449.025                              Échéance : 30.01.2026

Client : Menuiserie Wérisoul SRL
N° TVA client : BE 0592.348.514
Point de livraison : 541448860001234567

Consommation annuelle électricité hors TVA             2.410,33
TVA 21 %                                                 506,17
Total consommation TVAC                                2.916,50
Acomptes facturés                                     -2.760,00
Solde à payer                                            156,50

Paiement par virement au compte BE25 4079 2602 9582, communication +++228/4852/00227+++
"""

REMINDER_FR = """
Rivanto Molens BV
Dorpsstraat 61, 9700 Oudenaarde
BTW BE 0727.449.025
                                          Menuiserie Wérisoul SRL
                                          7000 Mons

RAPPEL

Date : 02/06/2026

Sauf erreur de notre part, la facture n° VF-004513 du 14/10/2025 d'un montant de 272,50 EUR,
échue le 13/11/2025, reste impayée. Merci de régler ce montant dans les 8 jours.

Montant dû                272,50
Frais de rappel            10,00
Total à payer             282,50
"""

QUOTE_NL = """
Dakwerken Poelman BV                       OFFERTE 2026/88
Nijverheidslaan 12, 9300 Aalst             Datum: 03/02/2026
BTW BE 0727.449.025                        Geldig tot: 03/03/2026

Klant: Menuiserie Wérisoul SRL, 7000 Mons

Omschrijving            Aantal   Prijs      Totaal
Vernieuwen plat dak     1        5.200,00   5.200,00

                        Totaal excl. btw    5.200,00
                        Btw 6%                312,00
                        Totaal incl. btw    5.512,00
"""

CREDIT_NOTE_EN = """
Northgate Supplies BV                                 CREDIT NOTE
Havenstraat 20, 2000 Antwerpen
VAT BE 0727.449.025                                   Credit note no.  CN-2201
                                                      Date             17/03/2026
Customer                                              Original invoice INV-1987
Menuiserie Wérisoul SRL
Place Saint-Aubain 191, 7000 Mons
VAT BE 0592.348.514

Item                       Qty     Price      VAT      Amount
Office chair, returned     1       180.00     21%      -180.00

                                   Net                 -180.00
                                   VAT 21%              -37.80
                                   Total EUR           -217.80
"""

COCONTRACTANT_FR = """
Toitures Renard SPRL            Facture n° 26/045 du 12/05/2026
Rue du Four 9 - 6000 Charleroi
TVA : BE0727.449.025 - Compte : BE25 4079 2602 9582

Facturé à : Menuiserie Wérisoul SRL - Place Saint-Aubain 191 - 7000 Mons - TVA BE0592.348.514

Chantier : Jambes
Fourniture et pose de gouttières zinc        3.150,00
Évacuation des déchets                         250,00

Total HTVA        3.400,00
TVA                   0,00
Net à payer       3.400,00 EUR

Autoliquidation - TVA à acquitter par le cocontractant (art. 20 AR n°1)
Paiement : 30 jours fin de mois
"""

WEBSHOP_NL = """
Boekhandel Letterkas NV               Factuur
www.letterkas.be                      Factuurnummer: LK-1004518
Diestsestraat 5, 3000 Leuven          Besteldatum: 20-03-2026
BTW: BE0727449025                     Factuurdatum: 21-03-2026

Factuuradres                          Leveradres
Menuiserie Wérisoul SRL               Menuiserie Wérisoul SRL
Place Saint-Aubain 191                Zoning des Vieilles Forges 2
7000 Mons                             7000 Mons

Artikel                               Aantal  Prijs incl. btw   Btw   Totaal incl. btw
Handboek meubelmaken                  1       49,95             6%    49,95
Verzendkosten                         1       4,99              21%   4,99

Totaal excl. 6%   47,12     Btw 6%    2,83
Totaal excl. 21%   4,12     Btw 21%   0,87
Totaalbedrag incl. btw                                          54,94 EUR
Betaald via Bancontact op 20-03-2026
Nog te betalen                                                   0,00 EUR
"""

ALL = {name: text for name, text in globals().items() if name.isupper()}
