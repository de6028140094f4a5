"""Why a field of a request is not valid, by pydantic's type of error."""

from libs.texts import Texts

INVALID_TEXTS: Texts = {
    "invalid_value_of_field": {"en": "is not valid", "fr": "n'est pas valide", "nl": "is niet geldig"},
    "invalid_missing": {"en": "is required", "fr": "est obligatoire", "nl": "is verplicht"},
    "invalid_given_twice": {
        "en": "may be given once only",
        "fr": "ne peut être donné qu'une seule fois",
        "nl": "mag maar één keer worden opgegeven",
    },
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
    **{
        f"invalid_{kind}": {
            "en": "must be an object with fields",
            "fr": "doit être un objet avec des champs",
            "nl": "moet een object met velden zijn",
        }
        for kind in (
            *("dict_type", "frozen_dict_type", "ordered_dict_type", "counter_type", "mapping_type"),
            *("model_type", "model_attributes_type", "dataclass_type", "dataclass_exact_type", "named_tuple_type"),
        )
    },
    **{
        f"invalid_{kind}": {"en": "must be a list", "fr": "doit être une liste", "nl": "moet een lijst zijn"}
        for kind in ("iterable_type", "iteration_error", "deque_type", "frozen_set_type")
    },
    **{
        f"invalid_{kind}": {
            "en": "contains characters that are not allowed",
            "fr": "contient des caractères qui ne sont pas autorisés",
            "nl": "bevat tekens die niet toegestaan zijn",
        }
        for kind in ("text_characters", "string_unicode", "string_not_ascii", "bytes_invalid_encoding")
    },
    **{
        f"invalid_{kind}": {
            "en": "is too large a number",
            "fr": "est un nombre trop grand",
            "nl": "is een te groot getal",
        }
        for kind in ("int_parsing_size", "decimal_max_digits", "decimal_whole_digits")
    },
    "invalid_finite_number": {
        "en": "must be a number that is not too large",
        "fr": "doit être un nombre qui n'est pas trop grand",
        "nl": "moet een getal zijn dat niet te groot is",
    },
    "invalid_decimal_max_places": {
        "en": "may have at most {decimal_places} decimals",
        "fr": "peut compter au plus {decimal_places} décimales",
        "nl": "mag hoogstens {decimal_places} decimalen tellen",
    },
    "invalid_amount": {
        "en": "must be an amount with at most two decimals, such as 12.50",
        "fr": "doit être un montant avec deux décimales au plus, par exemple 12.50",
        "nl": "moet een bedrag zijn met hoogstens twee decimalen, bijvoorbeeld 12.50",
    },
    "invalid_figure": {
        "en": "must be a number with at most six decimals, such as 0.25",
        "fr": "doit être un nombre avec six décimales au plus, par exemple 0.25",
        "nl": "moet een getal zijn met hoogstens zes decimalen, bijvoorbeeld 0.25",
    },
    "invalid_multiple_of": {
        "en": "must be a multiple of {multiple_of}",
        "fr": "doit être un multiple de {multiple_of}",
        "nl": "moet een veelvoud van {multiple_of} zijn",
    },
    "invalid_too_many_parts": {
        "en": "has too many parts, or parts too deep inside one another",
        "fr": "compte trop d'éléments, ou des éléments trop imbriqués",
        "nl": "telt te veel onderdelen, of te diep geneste",
    },
    **{
        f"invalid_{kind}": {"en": "must be a number", "fr": "doit être un nombre", "nl": "moet een getal zijn"}
        for kind in ("fraction_type", "fraction_parsing", "complex_type", "complex_str_parsing")
    },
    **{
        f"invalid_{kind}": {"en": "is not a date", "fr": "n'est pas une date", "nl": "is geen datum"}
        for kind in ("date_from_datetime_inexact", "datetime_object_invalid", "datetime_from_date_parsing")
    },
    **{
        f"invalid_{kind}": {
            "en": "is not a time or duration",
            "fr": "n'est pas une heure ou une durée",
            "nl": "is geen tijd of duur",
        }
        for kind in ("time_type", "time_parsing", "time_delta_type", "time_delta_parsing")
    },
    **{
        f"invalid_{kind}": {
            "en": "must be in the past",
            "fr": "doit être dans le passé",
            "nl": "moet in het verleden liggen",
        }
        for kind in ("date_past", "datetime_past")
    },
    **{
        f"invalid_{kind}": {
            "en": "must be in the future",
            "fr": "doit être dans le futur",
            "nl": "moet in de toekomst liggen",
        }
        for kind in ("date_future", "datetime_future")
    },
    **{
        f"invalid_{kind}": {
            "en": "must have the right time zone",
            "fr": "doit avoir le bon fuseau horaire",
            "nl": "moet de juiste tijdzone hebben",
        }
        for kind in ("timezone_naive", "timezone_aware", "timezone_offset")
    },
    **{
        f"invalid_{kind}": {
            "en": "must be an identifier (UUID)",
            "fr": "doit être un identifiant (UUID)",
            "nl": "moet een identificatie (UUID) zijn",
        }
        for kind in ("uuid_type", "uuid_parsing", "uuid_version")
    },
    **{
        f"invalid_{kind}": {
            "en": "must be a web address",
            "fr": "doit être une adresse web",
            "nl": "moet een webadres zijn",
        }
        for kind in ("url_type", "url_parsing", "url_syntax_violation", "url_too_long", "url_scheme")
    },
    **{
        f"invalid_{kind}": {
            "en": "must be of a known kind",
            "fr": "doit être d'un type connu",
            "nl": "moet van een bekende soort zijn",
        }
        for kind in ("union_tag_invalid", "union_tag_not_found", "is_instance_of", "is_subclass_of", "callable_type")
    },
    **{
        f"invalid_{kind}": {"en": "is required", "fr": "est obligatoire", "nl": "is verplicht"}
        for kind in (
            *("missing_argument", "missing_keyword_only_argument", "missing_positional_only_argument"),
            *("missing_sentinel_error", "default_factory_not_called"),
        )
    },
    **{
        f"invalid_{kind}": {"en": "is not a known field", "fr": "est un champ inconnu", "nl": "is geen bekend veld"}
        for kind in ("unexpected_keyword_argument", "unexpected_positional_argument", "no_such_attribute")
    },
    **{
        f"invalid_{kind}": {
            "en": "cannot be changed",
            "fr": "ne peut pas être modifié",
            "nl": "kan niet gewijzigd worden",
        }
        for kind in ("frozen_field", "frozen_instance")
    },
    "invalid_none_required": {"en": "must be empty", "fr": "doit être vide", "nl": "moet leeg zijn"},
    "invalid_bytes_too_short": {
        "en": "must have at least {min_length} bytes",
        "fr": "doit compter au moins {min_length} octets",
        "nl": "moet minstens {min_length} bytes tellen",
    },
    "invalid_bytes_too_long": {
        "en": "may have at most {max_length} bytes",
        "fr": "peut compter au plus {max_length} octets",
        "nl": "mag hoogstens {max_length} bytes tellen",
    },
    **{
        f"invalid_{kind}": {"en": "is not valid", "fr": "n'est pas valide", "nl": "is niet geldig"}
        for kind in (
            *("value_error", "assertion_error", "json_type", "needs_python_object", "recursion_loop", "invalid_key"),
            *("recursion_depth_exceeded", "get_attribute_error", "set_item_not_hashable", "bytes_type"),
            *("ellipsis_error", "arguments_type", "multiple_argument_values"),
        )
    },
}
