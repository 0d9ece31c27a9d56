"""The closed vocabularies. A value outside them is an issue for a person, never a new word."""

from enum import StrEnum


class SupportModel(StrEnum):
    """The 287(g) models as ICE names them."""

    JEM = "JEM"
    WSO = "WSO"
    TFM = "TFM"
    JEM_TFM = "JEM+TFM"


MODELS = tuple(SupportModel)


class ListKind(StrEnum):
    """Which list a publication is."""

    PARTICIPATING = "participating"
    PENDING = "pending"


class AgencyKind(StrEnum):
    """What kind of body an agency is, from its printed name and the gazetteer."""

    SHERIFF = "sheriff"
    MUNICIPAL_POLICE = "municipal_police"
    COUNTY_POLICE = "county_police"
    COUNTY_JAIL = "county_jail"
    REGIONAL_JAIL = "regional_jail"
    STATE_POLICE = "state_police"
    STATE_AGENCY = "state_agency"
    CORRECTIONS = "corrections"
    NATIONAL_GUARD = "national_guard"
    CONSTABLE = "constable"
    MARSHAL = "marshal"
    CAMPUS_POLICE = "campus_police"
    SCHOOL_POLICE = "school_police"
    PORT_POLICE = "port_police"
    TRANSIT_POLICE = "transit_police"
    PROSECUTOR = "prosecutor"
    TRIBAL = "tribal"
    OTHER = "other"


class Verdict(StrEnum):
    """What a whole publication was judged to be. Only `good` ones say who is listed."""

    GOOD = "good"
    DUPLICATE = "duplicate"
    MISDATED = "misdated"
    SWAPPED = "swapped"
    STALE = "stale"
    SUSPECT = "suspect"
    UNREADABLE = "unreadable"


class Status(StrEnum):
    """What the lists say of an agreement. `ended` is not among them: only a claim can say that."""

    LISTED = "listed"
    NO_LONGER_LISTED = "no_longer_listed"
    SUPERSEDED = "superseded"


class EventKind(StrEnum):
    """A change derived from successive lists."""

    LISTED = "listed"
    UNLISTED = "unlisted"
    RELISTED = "relisted"
    RENAMED = "renamed"
    REDATED = "redated"
    MODEL_CHANGED = "model_changed"
    MOVED = "moved_to_another_agency"
    CORRECTED = "corrected"
