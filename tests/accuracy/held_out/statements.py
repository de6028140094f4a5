"""Layouts of card statements that no tuning design uses."""

from libs.samples.card_statements import StatementAxes

ONLY_HELD_OUT_STATEMENT = StatementAxes(
    sign={
        "trailing": lambda figures, owed: f"{figures.number(abs(owed))}{'-' if owed < 0 else '+'}",
        "only-credit": lambda figures, owed: f"{figures.number(abs(owed))}{' CR' if owed < 0 else ''}",
    },
    columns={
        "booked-first": ("booked", "day", "merchant", "amount"),
        "amount-last-but-one": ("day", "amount", "merchant"),
    },
    summary={"head": ("head",)},
    font={"Ubuntu": "Ubuntu", "Times": "Times"},
)

WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "fr": {
        "title": ("Décompte mensuel {scheme}", "Vos opérations {scheme}", "Relevé mensuel de votre carte {scheme}"),
        "statement_no": ("Numéro d'extrait",),
        "date": ("Arrêté au",),
        "day": ("Achat du",),
        "booked": ("Enregistré le",),
        "merchant": ("Opération",),
        "amount": ("EUR",),
        "brought": ("Report du mois précédent",),
        "total": ("Total de vos dépenses", "Somme prélevée"),
        "balance": ("Reste sur la carte",),
        "debit": ("Prélèvement de {total} le {day} sur {iban}.",),
    },
    "nl": {
        "title": (
            "Maandoverzicht {scheme}",
            "Uw verrichtingen {scheme}",
            "Maandelijks overzicht van uw {scheme}-kaart",
        ),
        "statement_no": ("Afschriftnummer",),
        "date": ("Afgesloten op",),
        "day": ("Aankoop op",),
        "booked": ("Verwerkt",),
        "merchant": ("Verrichting",),
        "amount": ("EUR",),
        "brought": ("Overdracht vorige maand",),
        "total": ("Totaal van uw uitgaven", "Af te houden som"),
        "balance": ("Rest op de kaart",),
        "debit": ("Afhouding van {total} op {day} van {iban}.",),
    },
    "en": {
        "title": ("Monthly overview {scheme}", "Your {scheme} transactions", "Your monthly {scheme} summary"),
        "statement_no": ("Summary no.",),
        "date": ("Closed on",),
        "day": ("Bought on",),
        "booked": ("Processed",),
        "merchant": ("Transaction",),
        "amount": ("EUR",),
        "brought": ("From last month",),
        "total": ("Total of your spending", "Sum collected"),
        "balance": ("Left on card",),
        "debit": ("Collection of {total} on {day} from {iban}.",),
    },
}
