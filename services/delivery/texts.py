"""The words for every code of this service, in the three languages; `{...}` is filled in from the reason."""

from enum import StrEnum

from libs.reasons import REASONS
from libs.texts import Texts


class Code(StrEnum):
    """The codes of requests that delivery refuses."""

    CONNECTION_IN_USE = "connection_in_use"
    CONNECTION_OF_FIRM = "connection_of_firm"
    ACTION_NOT_POSSIBLE = "action_not_possible"


TEXTS: Texts = {
    Code.CONNECTION_IN_USE: {
        "en": "Documents are still sent through {name}: choose another destination first.",
        "fr": "Des documents sont encore envoyés par {name} : choisissez d'abord une autre destination.",
        "nl": "Er worden nog documenten via {name} verstuurd: kies eerst een andere bestemming.",
    },
    Code.CONNECTION_OF_FIRM: {
        "en": "{name} belongs to your accountant; only they can change it.",
        "fr": "{name} appartient à votre comptable ; lui seul peut modifier cette liaison.",
        "nl": "{name} is van uw boekhouder; alleen die kan deze koppeling wijzigen.",
    },
    Code.ACTION_NOT_POSSIBLE: {
        "en": "This action is no longer possible for this delivery.",
        "fr": "Cette action n'est plus possible pour cette livraison.",
        "nl": "Deze actie is niet meer mogelijk voor deze levering.",
    },
    **REASONS,
}
