"""Names of months, folded, in four languages, with their abbreviations and with the letters that OCR reads for an l."""

_NAMES = (
    "janvier januari january januar janv jan jaen janner",
    "fevrier februari february februar fevr fev feb",
    "mars maart march marz maerz mrt mar mrz",
    "avril april avr apr avri1 apri1",
    "mai mei may",
    "juin juni june jun",
    "juillet juli july juil jul jui11et jui1let juil1et juilet ju1i ju1y",
    "aout augustus august aug",
    "septembre september sept sep",
    "octobre oktober october oct okt",
    "novembre november nov",
    "decembre december dezember dec dez",
)

MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
