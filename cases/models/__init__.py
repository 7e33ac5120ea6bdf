from cases.models.attachment import Attachment
from cases.models.case import Case, CaseQuerySet
from cases.models.catalogue import Product, Publisher
from cases.models.decision import Ballot, Vote
from cases.models.draft import Draft
from cases.models.exhibit import Exhibit
from cases.models.follow_up import FollowUp
from cases.models.hold import LegalHold
from cases.models.mandate import Mandate
from cases.models.note import AdviceNote, PrivateNote
from cases.models.numbering import next_number, next_reference
from cases.models.observation import Observation, Source
from cases.models.observation_version import ObservationVersion, SourceType, VersionKind
from cases.models.question import Question
from cases.models.relay import Relay
from cases.models.verification import Verification

__all__ = [
    "AdviceNote",
    "Attachment",
    "Ballot",
    "Case",
    "CaseQuerySet",
    "Draft",
    "Exhibit",
    "FollowUp",
    "LegalHold",
    "Mandate",
    "Observation",
    "ObservationVersion",
    "PrivateNote",
    "Product",
    "Publisher",
    "Question",
    "Relay",
    "Source",
    "SourceType",
    "Verification",
    "VersionKind",
    "Vote",
    "next_number",
    "next_reference",
]
