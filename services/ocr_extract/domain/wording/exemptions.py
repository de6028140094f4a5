"""Reasons for no VAT or a zero rate: phrases with category (EN 16931) and VATEX code, the most specific first."""

from contracts.fields import VatCategory
from services.ocr_extract.domain.wording.phrases import any_of

_ARTICLE = r"art(?:icle|ikel|\.)? ?"

REASONS = (
    (
        VatCategory.INTRA_COMMUNITY,
        "VATEX-EU-IC",
        any_of(
            rf"""
            livraisons? intra-?communautaires?; intra-?communautaire leveringen?; intra-?communautaire levering;
            intra-?community suppl[a-z]*; innergemeinschaftliche lieferung(?:en)?; 39 ?bis; {_ARTICLE}138;
            262 ?ter; icl\b; levering(?:en)? (?:binnen de eu|naar een andere lidstaat); lieferung innerhalb der eu;
            livraison (?:au sein|a l'interieur) de l'ue; intra-eu supply; § ?4 nr\. ?1 ?b
            """,
            before=r"(?<![a-z0-9])",
            after="",
        ),
    ),
    (
        VatCategory.REVERSE_CHARGE,
        "VATEX-EU-AE",
        any_of(
            rf"""
            auto-?liquidation; autoliquidee?; cocontractant; medecontractant; btw verlegd; verlegging[a-z]*;
            reverse[- ]charged?; steuerschuldnerschaft; report de perception;
            due par le (?:preneur|client|cocontractant); {_ARTICLE}(?:194|196)\b; {_ARTICLE}51,? ?§ ?2;
            {_ARTICLE}20,? .{{0,25}}n[r°o]\.? ?1; § ?13 ?b; btw te voldoen door; 283-2; umkehrung der steuerschuld
            """,
            before=r"(?<![a-z0-9])",
            after="",
        ),
    ),
    (
        VatCategory.EXPORT,
        "VATEX-EU-G",
        any_of(
            rf"""
            exportations? hors; livraison a l'exportation; exonere.{{0,30}}exportation; 39,? ?§ ?1; {_ARTICLE}146;
            export (?:outside|buiten); uitvoer buiten; vrijgesteld.{{0,30}}uitvoer; ausfuhrlieferung; 262 ?i\b;
            zero[- ]rated export
            """,
            before=r"(?<![a-z0-9])",
            after="",
        ),
    ),
    (
        VatCategory.EXEMPT,
        "VATEX-EU-D",
        any_of(
            r"""
            (?:regime|regeling|scheme|sonderregelung).{0,25}(?:agences? de voyages?|reisbureaus?|travel agents?|
                reiseburos?);
            (?:agences? de voyages?|reisbureaus?|travel agents?|reiseburos?).{0,25}(?:regime|regeling|scheme|
                sonderregelung);
            § ?25 ustg
            """,
            before=r"(?<![a-z0-9])",
            after="",
        ),
    ),
    (
        VatCategory.EXEMPT,
        "VATEX-EU-I",
        any_of(
            r"""
            (?:regime|regeling|scheme|sonderregelung).{0,25}(?:objets? d'art|kunstvoorwerpen|works of art|
                kunstgegenstande);
            kunstgegenstande ?/ ?sonderregelung
            """,
            before=r"(?<![a-z0-9])",
            after="",
        ),
    ),
    (
        VatCategory.EXEMPT,
        "VATEX-EU-J",
        any_of(
            r"""
            (?:regime|regeling|scheme|sonderregelung).{0,25}(?:collection|antiquites?|voorwerpen voor verzamelingen|
                antiquiteiten|antiques|collector|sammlungsstucke|antiquitaten);
            sammlungsstucke.{0,25}sonderregelung
            """,
            before=r"(?<![a-z0-9])",
            after="",
        ),
    ),
    (
        VatCategory.EXEMPT,
        "VATEX-EU-F",
        any_of(
            r"""
            regime (?:particulier|special|de la marge).{0,40}(?:marge|occasion);
            regime de (?:taxation (?:de |sur )?)?la marge;
            regime (?:de )?marge; marge beneficiaire; (?:tva|taxation) sur (?:la )?marge; biens d'occasion;
            margeregeling; marge-?regime; winstmarge; bijzondere regeling.{0,12}(?:marge|gebruikte|tweedehands);
            gebruikte goederen; tweedehandsgoederen; margin scheme; profit margin; second-?hand goods;
            differenzbesteuer[a-z]*; gebrauchtgegenstande; § ?25 ?a; 297 ?a\b; 58,? ?§ ?4
            """,
            before=r"(?<![a-z0-9])",
            after="",
        ),
    ),
    (
        VatCategory.EXEMPT,
        "",
        any_of(
            rf"""
            franchise(?: de la taxe| de taxe| en base| des petites| de tva); petites? entreprises?;
            kleine ondernemingen?; vrijstellingsregeling; kleineondernemersregeling; kleinunternehmer[a-z]*;
            § ?19 ?ustg; 293 ?b; {_ARTICLE}44\b; {_ARTICLE}56 ?bis; {_ARTICLE}132;
            exemptee?s? de (?:la )?t\.?v\.?a; exoneree?s? de (?:la )?t\.?v\.?a; vrijgesteld van btw; btw[- ]vrij;
            vat exempt; exempt from vat; exempt; umsatzsteuerfrei; steuerfrei; steuerbefreit; non assujetti;
            niet btw-plichtig; exoneration; vrijstelling; van btw vrijgesteld
            """,
            before=r"(?<![a-z0-9])",
            after="",
        ),
    ),
    (
        VatCategory.OUTSIDE_SCOPE,
        "VATEX-EU-O",
        any_of(
            r"""
            hors champ; buiten het toepassingsgebied; niet onderworpen aan (?:de )?btw; non soumis a la t\.?v\.?a;
            outside the scope; not subject to vat; nicht steuerbar
            """,
            before=r"(?<![a-z0-9])",
            after="",
        ),
    ),
    (
        VatCategory.ZERO,
        "",
        any_of(
            r"""
            taux (?:zero|nul)\b; taxee? (?:au taux de )?0 ?%; nultarief; 0 ?%-?tarief; tarief 0 ?%; zero[- ]?rated?\b;
            zero rate of vat; null(?:steuer)?satz; nulltarif; steuersatz 0 ?%
            """,
            before=r"(?<![a-z0-9])",
            after="",
        ),
    ),
)
