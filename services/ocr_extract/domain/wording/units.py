"""The printed names of units of quantity, folded, with their UN/ECE Recommendation 20 codes."""

UNITS: dict[str, str] = {
    **dict.fromkeys(
        [
            "pc",
            "pce",
            "pces",
            "pcs",
            "piece",
            "pieces",
            "st",
            "stk",
            "stuk",
            "stuks",
            "stuck",
            "u",
            "unite",
            "unites",
            "unit",
            "units",
            "unit(s)",
            "ex",
        ],
        "C62",
    ),
    **dict.fromkeys(
        ["h", "hr", "hrs", "heure", "heures", "uur", "uren", "hour", "hours", "std", "stunde", "stunden"], "HUR"
    ),
    **dict.fromkeys(["j", "jour", "jours", "dag", "dagen", "day", "days", "tag", "tage"], "DAY"),
    **dict.fromkeys(["mois", "maand", "maanden", "month", "months", "monat", "monate"], "MON"),
    **dict.fromkeys(["kg", "kilo"], "KGM"),
    **dict.fromkeys(["l", "liter", "liters", "litre", "litres", "ltr"], "LTR"),
    **dict.fromkeys(["m", "metre", "metres", "meter", "lm"], "MTR"),
    **dict.fromkeys(["m2", "m²"], "MTK"),
    **dict.fromkeys(["m3", "m³"], "MTQ"),
    **dict.fromkeys(["km"], "KMT"),
    **dict.fromkeys(["kwh"], "KWH"),
}
