"""The words for every code of this service, in the three languages; `{...}` is filled in from the reason."""

from libs.reasons import REASONS
from libs.texts import Texts

TEXTS: Texts = {
    "connection_in_use": {
        "en": "Documents are still sent through {name}: choose another destination first.",
        "fr": "Des documents sont encore envoyés par {name} : choisissez d'abord une autre destination.",
        "nl": "Er worden nog documenten via {name} verstuurd: kies eerst een andere bestemming.",
    },
    "connection_of_firm": {
        "en": "{name} belongs to your accountant; only they can change it.",
        "fr": "{name} appartient à votre comptable ; lui seul peut modifier cette liaison.",
        "nl": "{name} is van uw boekhouder; alleen die kan deze koppeling wijzigen.",
    },
    "action_not_possible": {
        "en": "This action is no longer possible for this delivery.",
        "fr": "Cette action n'est plus possible pour cette livraison.",
        "nl": "Deze actie is niet meer mogelijk voor deze levering.",
    },
    **REASONS,
}
