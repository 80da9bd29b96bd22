"""The families of checks, light enough to be known where the checks themselves are not loaded."""

FAMILIES = {
    "DS-REF": "References",
    "DS-PAR": "Parameters and limits",
    "DS-VAG": "Words without a number",
    "DS-NAM": "Names and terms",
    "DS-MET": "Methods and steps",
    "DS-SIG": "Signals and scores",
    "DS-ALL": "Allocation",
    "DS-FOR": "Formulas and examples",
    "DS-CON": "Contradictions",
    "DS-CAL": "Calendar and time",
    "DS-DAT": "Data",
    "DS-LIM": "Limits and stops",
    "DS-PRE": "Precision",
    "DS-SET": "Settings",
    "DS-GOV": "Governance",
    "DS-COM": "What a document of its kind covers",
}
"""What each family is about, by what the ids of its checks begin with."""


def family_of(rule: str) -> str:
    """What a check's id begins with, as those of its family do: "DS-CAL" of "DS-CAL-03"."""
    return rule.rpartition("-")[0]


def is_check(rule: str) -> bool:
    """Whether a rule is a check of the catalogue, which can be explained and ruled on."""
    return family_of(rule) in FAMILIES
