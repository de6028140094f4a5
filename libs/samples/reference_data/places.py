"""Real towns with their postcodes, street names, telephone prefixes and commercial registers, per country."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Town:
    postcode: str
    name: str
    phone: str
    register: str


def _towns(*rows: str) -> tuple[Town, ...]:
    return tuple(Town(*(cell.strip() for cell in row.split("|"))) for row in rows)


# Belgium is split by language: the register (RPR / RPM) and the street names follow it.
TOWNS: dict[str, tuple[Town, ...]] = {
    "BE-nl": _towns(
        "9000 | Gent | 09 | RPR Gent, afd. Gent",
        "2000 | Antwerpen | 03 | RPR Antwerpen, afd. Antwerpen",
        "3000 | Leuven | 016 | RPR Leuven",
        "8500 | Kortrijk | 056 | RPR Gent, afd. Kortrijk",
        "8800 | Roeselare | 051 | RPR Gent, afd. Kortrijk",
        "3500 | Hasselt | 011 | RPR Antwerpen, afd. Hasselt",
        "2800 | Mechelen | 015 | RPR Antwerpen, afd. Mechelen",
        "9300 | Aalst | 053 | RPR Gent, afd. Dendermonde",
        "2300 | Turnhout | 014 | RPR Antwerpen, afd. Turnhout",
        "8000 | Brugge | 050 | RPR Gent, afd. Brugge",
        "9100 | Sint-Niklaas | 03 | RPR Gent, afd. Dendermonde",
        "1800 | Vilvoorde | 02 | RPR Brussel",
        "9700 | Oudenaarde | 055 | RPR Gent, afd. Oudenaarde",
        "3600 | Genk | 089 | RPR Antwerpen, afd. Tongeren",
    ),
    "BE-fr": _towns(
        "4000 | Liège | 04 | RPM Liège, div. Liège",
        "5000 | Namur | 081 | RPM Liège, div. Namur",
        "6000 | Charleroi | 071 | RPM Hainaut, div. Charleroi",
        "7000 | Mons | 065 | RPM Hainaut, div. Mons",
        "1300 | Wavre | 010 | RPM Brabant wallon",
        "1400 | Nivelles | 067 | RPM Brabant wallon",
        "1050 | Bruxelles | 02 | RPM Bruxelles",
        "7500 | Tournai | 069 | RPM Hainaut, div. Tournai",
        "4800 | Verviers | 087 | RPM Liège, div. Verviers",
        "5100 | Jambes | 081 | RPM Liège, div. Namur",
        "6700 | Arlon | 063 | RPM Liège, div. Arlon",
        "1348 | Ottignies-Louvain-la-Neuve | 010 | RPM Brabant wallon",
        "6220 | Fleurus | 071 | RPM Hainaut, div. Charleroi",
        "4040 | Herstal | 04 | RPM Liège, div. Liège",
    ),
    "FR": _towns(
        "59000 | Lille | 03 20 | RCS Lille Métropole",
        "59800 | Lille | 03 20 | RCS Lille Métropole",
        "75011 | Paris | 01 43 | RCS Paris",
        "69003 | Lyon | 04 72 | RCS Lyon",
        "59300 | Valenciennes | 03 27 | RCS Valenciennes",
        "51100 | Reims | 03 26 | RCS Reims",
        "67000 | Strasbourg | 03 88 | RCS Strasbourg",
        "62000 | Arras | 03 21 | RCS Arras",
        "44000 | Nantes | 02 40 | RCS Nantes",
        "92100 | Boulogne-Billancourt | 01 46 | RCS Nanterre",
    ),
    "NL": _towns(
        "4811 DJ | Breda | 076 | KvK",
        "5611 AZ | Eindhoven | 040 | KvK",
        "6211 CR | Maastricht | 043 | KvK",
        "3011 BN | Rotterdam | 010 | KvK",
        "1012 LG | Amsterdam | 020 | KvK",
        "5038 EA | Tilburg | 013 | KvK",
        "4531 GH | Terneuzen | 0115 | KvK",
        "3511 AD | Utrecht | 030 | KvK",
    ),
    "DE": _towns(
        "52062 | Aachen | 0241 | Amtsgericht Aachen",
        "50667 | Köln | 0221 | Amtsgericht Köln",
        "40213 | Düsseldorf | 0211 | Amtsgericht Düsseldorf",
        "54290 | Trier | 0651 | Amtsgericht Wittlich",
        "48143 | Münster | 0251 | Amtsgericht Münster",
        "80331 | München | 089 | Amtsgericht München",
        "70173 | Stuttgart | 0711 | Amtsgericht Stuttgart",
        "33602 | Bielefeld | 0521 | Amtsgericht Bielefeld",
    ),
    "LU": _towns(
        "L-1855 | Luxembourg | 26 | RCS Luxembourg",
        "L-4110 | Esch-sur-Alzette | 55 | RCS Luxembourg",
        "L-8308 | Capellen | 30 | RCS Luxembourg",
        "L-9053 | Ettelbruck | 81 | RCS Luxembourg",
    ),
}

STREETS: dict[str, tuple[str, ...]] = {
    "BE-nl": (
        "Kortrijksesteenweg",
        "Industrielaan",
        "Stationsstraat",
        "Nijverheidskaai",
        "Molenstraat",
        "Brugsesteenweg",
        "Ambachtenlaan",
        "Kerkplein",
        "Antwerpsesteenweg",
        "Dorpsstraat",
        "Vaartdijk",
        "Leopoldlaan",
        "Zandstraat",
    ),
    "BE-fr": (
        "Rue de la Station",
        "Chaussée de Namur",
        "Avenue des Artisans",
        "Rue du Moulin",
        "Boulevard Tirou",
        "Rue de l'Industrie",
        "Place Saint-Aubain",
        "Chaussée de Wavre",
        "Rue des Carrières",
        "Avenue Reine Astrid",
        "Zoning industriel des Hauts-Sarts, 3e avenue",
        "Rue Haute",
        "Quai de la Batte",
    ),
    "FR": (
        "rue Nationale",
        "avenue de la République",
        "boulevard Voltaire",
        "rue du Faubourg-Saint-Antoine",
        "place de la Gare",
        "rue Gambetta",
        "chemin des Vignes",
        "allée des Tilleuls",
        "rue de l'Église",
    ),
    "NL": ("Hoofdstraat", "Nieuwe Haven", "Markt", "Industrieweg", "Wilhelminasingel", "Boschstraat", "De Run"),
    "DE": (
        "Hauptstraße",
        "Industriestraße",
        "Bahnhofstraße",
        "Jülicher Straße",
        "Am Hafen",
        "Gewerbepark",
        "Ringstraße",
    ),
    "LU": ("rue de Hollerich", "route d'Esch", "Grand-Rue", "avenue de la Gare", "rue des Bruyères"),
}

# street, postcode, town of customers outside the Union
ABROAD: dict[str, tuple[tuple[str, str, str], ...]] = {
    "CH": (("Rue du Rhône 48", "1204", "Genève"), ("Bahnhofstrasse 12", "8001", "Zürich")),
    "GB": (("27 Threadneedle Street", "EC2R 8AY", "London"), ("5 Deansgate", "M3 1AZ", "Manchester")),
}

COUNTRY_NAMES: dict[str, dict[str, str]] = {
    "fr": {
        "BE": "Belgique",
        "FR": "France",
        "NL": "Pays-Bas",
        "DE": "Allemagne",
        "LU": "Luxembourg",
        "CH": "Suisse",
        "GB": "Royaume-Uni",
    },
    "nl": {
        "BE": "België",
        "FR": "Frankrijk",
        "NL": "Nederland",
        "DE": "Duitsland",
        "LU": "Luxemburg",
        "CH": "Zwitserland",
        "GB": "Verenigd Koninkrijk",
    },
    "en": {
        "BE": "Belgium",
        "FR": "France",
        "NL": "Netherlands",
        "DE": "Germany",
        "LU": "Luxembourg",
        "CH": "Switzerland",
        "GB": "United Kingdom",
    },
    "de": {
        "BE": "Belgien",
        "FR": "Frankreich",
        "NL": "Niederlande",
        "DE": "Deutschland",
        "LU": "Luxemburg",
        "CH": "Schweiz",
        "GB": "Vereinigtes Königreich",
    },
}
