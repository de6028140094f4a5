"""Words by which a line is a company name, an address or neither."""

from services.ocr_extract.domain.wording.phrases import any_of

LEGAL_FORM = any_of(
    r"""
    s\.?a\.?r\.?l\.?-?s?; s\.? ?a ?r\.?l; s\.?p\.?r\.?l\.?u?; s\.?r\.?l; s\.?a\.?s\.?u?; s\.?a; s\.?c\.?r\.?l;
    s\.?c; s\.?n\.?c; s\.?comm; s\.?c\.?s; e\.?u\.?r\.?l; a\.?s\.?b\.?l; b\.?v\.?b\.?a; c\.?v\.?b\.?a; b\.?v;
    n\.?v; c\.?v; v\.?o\.?f; comm\.?v; v\.?z\.?w; g\.?c\.?v; eenmanszaak; g\.?m\.?b\.?h; a\.?g; u\.?g; k\.?g;
    o\.?h\.?g; g\.?b\.?r; e\.? ?k; e\.? ?v; m\.?b\.?h; p\.?l\.?c; l\.?l\.?c; l\.?l\.?p; ltd; limited; inc;
    s\.?p\.?a; stichting; ei; ivzw; aisbl; sprl-s
    """,
    before=r"(?<![a-z0-9.])",
    after=r"\.?(?![a-z0-9])",
)

PLAIN_FORMS = frozenset(["sprl", "srl", "bvba", "gmbh", "sarl", "asbl", "vzw", "bv", "nv", "scrl", "cvba", "ltd"])
"""Legal forms that are not also another word in lower case."""

STREET = any_of(
    r"""
    \b(?:rue|avenue|av|boulevard|bd|bld|blvd|chemin|place|pl|square|allee|impasse|quai|route|rte|cours|chaussee|
        chee|dreve|clos|sentier|zoning|zone|parc|galerie|passage|faubourg|residence|voie|grand[- ]?rue|
        grand[- ]?place|street|road|lane|drive|court|way|park|st|rd|ave|industrieweg|industriepark|industrielaan|
        bedrijvenpark)\b;
    (?:straat|laan|weg|plein|steenweg|dreef|lei|kaai|baan|dijk|markt|singel|gracht|kade|hof|stwg|veld|berg|pad|
        stras?se|str|allee|platz|gasse|ring|damm|ufer|zeile|chaussee)\.?(?![a-z])
    """,
    before="",
    after="",
)

_COUNTRY_NAMES = {
    "BE": "belgique belgie belgium belgien",
    "FR": "france frankrijk frankreich",
    "NL": "nederland pays-bas the_netherlands netherlands niederlande",
    "DE": "allemagne duitsland germany deutschland",
    "LU": "luxembourg luxemburg grand-duche_de_luxembourg groothertogdom_luxemburg",
    "IE": "irlande ierland ireland irland",
    "GB": "united_kingdom royaume-uni verenigd_koninkrijk vereinigtes_konigreich",
    "CH": "suisse zwitserland schweiz switzerland",
    "AT": "autriche oostenrijk osterreich austria",
    "IT": "italie italy italien italia",
    "ES": "espagne spanje spain spanien espana",
    "PL": "pologne polen poland polska",
    "PT": "portugal",
    "DK": "danemark denemarken denmark danmark",
    "SE": "suede zweden sweden schweden sverige",
}
COUNTRIES = {name.replace("_", " "): code for code, names in _COUNTRY_NAMES.items() for name in names.split()}
"""Country codes by name; in `_COUNTRY_NAMES` an underscore stands for a space."""

NOT_A_NAME = any_of(
    r"""
    factu\w*; invoice; \w*rechnung\w*; gutschrift; credit; \w*creditnota; kredietnota; avoir; note; page; pagina;
    pag; seite; date; datum; total\w*; totaal; tva; btw; vat; mwst; iban; bic; tel; telephone; telefoon; fax; gsm;
    e-?mail; mail; www; numero; nummer; number; client; klant; customer; kunde; description; omschrijving;
    beschreibung; bezeichnung; quantite; aantal; menge; montant; bedrag; betrag; amount; due; echeance; vervaldag;
    copie; copy; kopie; duplicata; original; ticket; bon; receipt; recu; quittung; merci; bedankt; dank; thank;
    bienvenue; welkom; livraison; adresse; adres; address; attention; attn; t\.a\.v; service; periode; contact;
    mededeling; communication; paiement; betaling; payment; zahlung; conditions; voorwaarden; fournisseur;
    leverancier; supplier; vendeur; verkoper; seller; destinataire; bestemmeling; capital; siege; zetel; rpm; rpr;
    rcs; siret; siren; kvk; hrb; amtsgericht; compte; rekening; konto; bank; banque; reference; referentie; ref;
    steuernummer; ondernemingsnummer; entreprise n; geschaftsfuhrer; gerant; zaakvoerder; handelsregister;
    registre; agrement; beste; cher; madame; monsieur; geachte; sehr geehrte; dear; unser; votre; uw; notre; onze;
    your; our; ihre; ihr; contrat; bail; \w*overeenkomst; \w*vertrag; convention; contract
    """
)
