"""Units of quantity as printed, folded, and their UN/ECE Recommendation 20 codes."""

UNITS: dict[str, str] = {
    **dict.fromkeys("pc pce pces pcs piece pieces st stk stuk stuks stuck u unite unites unit units unit(s) ex".split(), "C62"),
    **dict.fromkeys("h hr hrs heure heures uur uren hour hours std stunde stunden".split(), "HUR"),
    **dict.fromkeys("j jour jours dag dagen day days tag tage".split(), "DAY"),
    **dict.fromkeys("mois maand maanden month months monat monate".split(), "MON"),
    **dict.fromkeys("kg kilo".split(), "KGM"),
    **dict.fromkeys("l liter liters litre litres ltr".split(), "LTR"),
    **dict.fromkeys("m metre metres meter lm".split(), "MTR"),
    **dict.fromkeys("m2 m²".split(), "MTK"),
    **dict.fromkeys("m3 m³".split(), "MTQ"),
    **dict.fromkeys("km".split(), "KMT"),
    **dict.fromkeys("kwh".split(), "KWH"),
}
