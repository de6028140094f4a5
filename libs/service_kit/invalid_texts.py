"""Why a field of a request is not valid, by pydantic's type of error."""

from libs.texts import Texts

INVALID_TEXTS: Texts = {
    "invalid_value_of_field": {"en": "is not valid", "fr": "n'est pas valide", "nl": "is niet geldig"},
    "invalid_missing": {"en": "is required", "fr": "est obligatoire", "nl": "is verplicht"},
    "invalid_extra_forbidden": {
        "en": "is not a known field",
        "fr": "est un champ inconnu",
        "nl": "is geen bekend veld",
    },
    "invalid_json_invalid": {
        "en": "the content is not valid JSON",
        "fr": "le contenu n'est pas du JSON valide",
        "nl": "de inhoud is geen geldige JSON",
    },
    "invalid_greater_than_equal": {
        "en": "must be at least {ge}",
        "fr": "doit être au moins égal à {ge}",
        "nl": "moet minstens {ge} zijn",
    },
    "invalid_less_than_equal": {
        "en": "must be at most {le}",
        "fr": "doit être au plus égal à {le}",
        "nl": "mag hoogstens {le} zijn",
    },
    "invalid_greater_than": {
        "en": "must be greater than {gt}",
        "fr": "doit être supérieur à {gt}",
        "nl": "moet groter zijn dan {gt}",
    },
    "invalid_less_than": {
        "en": "must be less than {lt}",
        "fr": "doit être inférieur à {lt}",
        "nl": "moet kleiner zijn dan {lt}",
    },
    "invalid_string_too_short": {
        "en": "must have at least {min_length} characters",
        "fr": "doit compter au moins {min_length} caractères",
        "nl": "moet minstens {min_length} tekens tellen",
    },
    "invalid_string_too_long": {
        "en": "may have at most {max_length} characters",
        "fr": "peut compter au plus {max_length} caractères",
        "nl": "mag hoogstens {max_length} tekens tellen",
    },
    "invalid_too_short": {
        "en": "must have at least {min_length} entries",
        "fr": "doit compter au moins {min_length} éléments",
        "nl": "moet minstens {min_length} elementen tellen",
    },
    "invalid_too_long": {
        "en": "may have at most {max_length} entries",
        "fr": "peut compter au plus {max_length} éléments",
        "nl": "mag hoogstens {max_length} elementen tellen",
    },
    "invalid_string_pattern_mismatch": {
        "en": "contains characters that are not allowed",
        "fr": "contient des caractères qui ne sont pas autorisés",
        "nl": "bevat tekens die niet toegestaan zijn",
    },
    "invalid_enum": {
        "en": "must be one of: {expected}",
        "fr": "doit être l'une de ces valeurs : {expected}",
        "nl": "moet een van deze waarden zijn: {expected}",
    },
    "invalid_literal_error": {
        "en": "must be one of: {expected}",
        "fr": "doit être l'une de ces valeurs : {expected}",
        "nl": "moet een van deze waarden zijn: {expected}",
    },
    **{
        f"invalid_{kind}": {
            "en": "must be a whole number",
            "fr": "doit être un nombre entier",
            "nl": "moet een geheel getal zijn",
        }
        for kind in ("int_parsing", "int_type", "int_from_float")
    },
    **{
        f"invalid_{kind}": {"en": "must be a number", "fr": "doit être un nombre", "nl": "moet een getal zijn"}
        for kind in ("decimal_parsing", "decimal_type", "float_parsing", "float_type")
    },
    **{
        f"invalid_{kind}": {
            "en": "is not a date",
            "fr": "n'est pas une date",
            "nl": "is geen datum",
        }
        for kind in ("date_parsing", "date_type", "date_from_datetime_parsing", "datetime_parsing", "datetime_type")
    },
    **{
        f"invalid_{kind}": {"en": "must be a text", "fr": "doit être un texte", "nl": "moet een tekst zijn"}
        for kind in ("string_type",)
    },
    **{
        f"invalid_{kind}": {"en": "must be yes or no", "fr": "doit être oui ou non", "nl": "moet ja of nee zijn"}
        for kind in ("bool_parsing", "bool_type")
    },
    **{
        f"invalid_{kind}": {"en": "must be a list", "fr": "doit être une liste", "nl": "moet een lijst zijn"}
        for kind in ("list_type", "tuple_type", "set_type")
    },
}
