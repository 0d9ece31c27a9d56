"""The closed vocabularies of curated claims: what may stand in each field. A word outside them stops the load.

Each member's text is explained in `docs/claims.md`; a test keeps that page and this module together.
"""

from enum import StrEnum


class PublicationKind(StrEnum):
    """What kind of source a publication is; conflicting claims are ranked by it, never overwritten."""

    STATUTE = "statute"
    ORDER = "order"
    OFFICIAL_PAGE = "official_page"
    DATASET = "dataset"
    TRANSCRIPTION = "transcription"
    ARTICLE = "article"


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class ClaimKind(StrEnum):
    """What sort of thing is claimed."""

    LOCAL_DECISION = "local_decision"
    PRACTICE = "practice"
    PRESSURE = "pressure"
    STATEMENT = "statement"
    LEGAL_MANDATE = "legal_mandate"
    LAWSUIT = "lawsuit"
    CAMPAIGN_PLEDGE = "campaign_pledge"
    COUNT = "count"
    RELATION = "relation"
    ELECTION = "election"


class Instrument(StrEnum):
    """By what means local and federal bodies work together, or what rules it."""

    JAIL_MODEL = "287g_jail_model"
    WARRANT_SERVICE = "287g_warrant_service"
    TASK_FORCE = "287g_task_force"
    UNSPECIFIED_287G = "287g_unspecified"
    DETENTION_CONTRACT = "detention_contract"
    DETAINER_POLICY = "detainer_policy"
    INFORMATION_SHARING = "information_sharing"
    NOTIFICATION = "notification"
    ACCESS_TO_JAIL = "access_to_jail"
    STATE_LAW = "state_law"
    OTHER = "other"


class Action(StrEnum):
    """What is done, or asked for, with the instrument."""

    START = "start"
    EXPAND = "expand"
    RENEW = "renew"
    END = "end"
    SUSPEND = "suspend"
    DECLINE = "decline"
    CONSIDER = "consider"
    RESTRICT = "restrict"
    SUE = "sue"
    OTHER = "other"


class ClaimStatus(StrEnum):
    """How far the thing had gone when the source spoke."""

    HAPPENED = "happened"
    IN_FORCE = "in_force"
    ANNOUNCED = "announced"
    PROPOSED = "proposed"
    PRESSURED = "pressured"
    REJECTED = "rejected"
    DENIED = "denied"
    REPEALED = "repealed"
    STATED = "stated"


class Relation(StrEnum):
    """How one named organisation or person in public life is tied to another."""

    PROJECT_OF = "project_of"
    AFFILIATE_OF = "affiliate_of"
    PUBLICATION_OF = "publication_of"
    MEMBER_OF = "member_of"
    FUNDED_BY = "funded_by"
    DONATED_TO = "donated_to"


class Effect(StrEnum):
    """What a law does to local participation, in the plainest verb of its own text."""

    COMPELS = "compels"
    FORBIDS = "forbids"
    LIMITS = "limits"
    PERMITS = "permits"


class Cover(StrEnum):
    """Which instrument a law speaks of."""

    AGREEMENT_287G = "287g"
    DETENTION_CONTRACT = "detention_contract"
    DETAINER_POLICY = "detainer_policy"
    INFORMATION_SHARING = "information_sharing"
    NOTIFICATION = "notification"
    ACCESS_TO_JAIL = "access_to_jail"
    OTHER = "other"


class Body(StrEnum):
    """Whom a law addresses: every kind of agency in the record, the bodies that direct them, and two wide nets."""

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
    COUNTY_GOVERNMENT = "county_government"
    MUNICIPAL_GOVERNMENT = "municipal_government"
    PRIVATE_OPERATOR = "private_operator"
    ANY_LOCAL_AGENCY = "any_local_agency"
    ANY_STATE_AGENCY = "any_state_agency"


class Checked(StrEnum):
    """Whether somebody read the text of a law for this record, or only remembers it."""

    READ = "read"
    RECALLED = "recalled"


class Office(StrEnum):
    """An elected post that the election law files know."""

    SHERIFF = "sheriff"
    PROSECUTOR = "prosecutor"
    JAILER = "jailer"


class Stage(StrEnum):
    """A step of an election that has a date of its own."""

    FILING_OPENS = "filing_opens"
    FILING_DEADLINE = "filing_deadline"
    PRIMARY = "primary"
    PRIMARY_RUNOFF = "primary_runoff"
    GENERAL = "general"
    GENERAL_RUNOFF = "general_runoff"
