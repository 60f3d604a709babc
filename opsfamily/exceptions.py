"""One exception a rule, so that a caller and a test can tell which rule refused. All answer HTTP 417."""

from frappe import ValidationError


class FamilyMovedError(ValidationError):
	"""A document was to be moved to another family, or points at another family's document."""


class SubmittedDeletionError(ValidationError):
	"""What was submitted once is never deleted."""


class RowAloneError(ValidationError):
	"""A row is written and deleted with its document, never past the document's rules."""


class PeriodError(ValidationError):
	"""A period ends before it begins."""


class PartRoleError(ValidationError):
	"""The person lacks the role that the part in the case needs."""


class SecondAssistantError(ValidationError):
	"""A family has at most one running family assistant."""


class AssistantIsSocialWorkerError(ValidationError):
	"""The assistant may not be the family's social worker (art. 17(3) of the Act of 9 June 2011)."""


class FutureDateError(ValidationError):
	"""Something that has happened cannot be dated in the future."""


class SecondRunningVersionError(ValidationError):
	"""A family has one running plan and one running schedule."""


class ReplacedVersionError(ValidationError):
	"""A new version replaces the running version of the same family, nothing else."""


class PlanNotSubmittedError(ValidationError):
	"""A schedule is submitted after its plan."""


class EmptyDocumentError(ValidationError):
	"""What the paper is for is missing: no action, no contact, no goal."""


class EvaluationDateError(ValidationError):
	"""The evaluation date is missing, or before the schedule."""


class AgreedActionChangedError(ValidationError):
	"""What was agreed is changed by a new version of the schedule only."""


class OutcomeError(ValidationError):
	"""The outcome of an action does not fit its day or is missing."""


class BlankTimeError(ValidationError):
	"""A contact needs both its hours, written HH:MM; a blank one is never taken for now."""


class TimeOrderError(ValidationError):
	"""A contact ends after it begins, or passes midnight and says so."""


class ContactTooLongError(ValidationError):
	"""Longer than the office's limit: a typing mistake."""


class OverlappingContactError(ValidationError):
	"""Nobody is in two places at once."""


class MonthClosedError(ValidationError):
	"""The month's card is sent or accepted, so its visits are frozen."""


class SomebodyElsesWorkError(ValidationError):
	"""An assistant writes their own visits and cards only."""


class MonthError(ValidationError):
	"""Not a month written RRRR-MM, or one that has not begun."""


class SecondTimesheetError(ValidationError):
	"""One card per assistant, family and month."""


class CardStateError(ValidationError):
	"""The card cannot go from this state to that one."""


class CardFrozenError(ValidationError):
	"""A sent card is not changed."""


class RowsTypedError(ValidationError):
	"""The rows of a card come from visits; nobody types them."""


class CardOutOfDateError(ValidationError):
	"""The visits have changed since they were fetched."""


class SelfAcceptanceError(ValidationError):
	"""Nobody accepts a card on which they are the assistant."""


class NotAcceptorError(ValidationError):
	"""Only the coordinator or the head accepts, returns and withdraws."""


class ReasonMissingError(ValidationError):
	"""A card is returned, its acceptance withdrawn, a signature refused: with a reason only."""


class UninstallRefusedError(ValidationError):
	"""Submitted documents would be lost."""


class SharingRefusedError(ValidationError):
	"""Access to a family is a dated assignment, never a share, a key, a follow or a task for a stranger."""


class ForeignFileError(ValidationError):
	"""The file belongs to a document that the user may not see."""


class RolesConflictError(ValidationError):
	"""An assistant may not also be a social worker (art. 17(3) of the Act of 9 June 2011)."""


class TrackingSwitchedOffError(ValidationError):
	"""Changes and views of case documents are always recorded."""


class NotAMemberError(ValidationError):
	"""A paper that is about one person is about somebody of the household."""


class AmbiguousPersonError(ValidationError):
	"""Two members have the same name, so that their papers cannot be told apart."""


class AlreadyReleasedError(ValidationError):
	"""A released access copy is not prepared anew."""


class RedactionMissingError(ValidationError):
	"""Another person's health, or a „Niebieska Karta” procedure, was to be released."""


class NotReleasedError(ValidationError):
	"""Only a released access copy is printed."""


class RetentionRuleError(ValidationError):
	"""One retention rule per kind of document; a day to count from that the kind has."""


class NoTemplateError(ValidationError):
	"""Only a paper of the app has a template that can be copied."""


class WithdrawnTooEarlyError(ValidationError):
	"""Nothing is taken back before it was given."""


class SecondConsentError(ValidationError):
	"""A person gives one consent of a kind; a new one after the old was withdrawn."""


class NextStepMissingError(ValidationError):
	"""Who withdraws the consent to work says what happens next."""


class HandedTooEarlyError(ValidationError):
	"""The assistant gets an application after the office has it."""


class BodyMissingError(ValidationError):
	"""A special authorisation names its body."""


class NoAuthorisationError(ValidationError):
	"""Before a body the assistant acts on a written authorisation only (Act of 4 November 2016)."""


class AuthorisationUsedError(ValidationError):
	"""An authorisation on which steps were taken is withdrawn, not cancelled."""


class SecondPlacementError(ValidationError):
	"""A child lives in one place at a time."""


class NoticeDaysError(ValidationError):
	"""The days of notice before a deadline are whole numbers with commas."""


class CardDayError(ValidationError):
	"""Cards are sent until a day that every month has."""


class AssessmentsOfTwoFamiliesError(ValidationError):
	"""Two assessments are compared within one family."""


class EntryKeyError(ValidationError):
	"""Not a key by which a page marks one visit, or another person's."""


class DraftError(ValidationError):
	"""What was sent as the draft of a visit is none."""


class BeforeNotificationError(ValidationError):
	"""The interview, the answer or the closing lies before the notification itself."""


class NotificationClosedError(ValidationError):
	"""A notification that was closed without a request gets none, and one with a request is not closed so."""


class RiskWordingError(ValidationError):
	"""The items of a risk list come from its template; an answered list keeps its own wording."""


class UnansweredItemError(ValidationError):
	"""A risk list is submitted with every item answered, if only by “not known”."""


class BasisIncompleteError(ValidationError):
	"""A request is sent with what its basis needs."""


class InterviewMissingError(ValidationError):
	"""A request from an interview and analysis needs the day of the interview."""


class RiskListNotSubmittedError(ValidationError):
	"""A request from an interview and analysis needs a submitted risk list."""


class RequestStateError(ValidationError):
	"""The request cannot go from this state to that one."""


class RequestFrozenError(ValidationError):
	"""A sent request is not changed, but by the decision on it."""


class SecondRequestError(ValidationError):
	"""A family has one request at a time that waits for a decision."""


class NotDeciderError(ValidationError):
	"""Only the head decides on a request for an assistant."""


class SelfDecisionError(ValidationError):
	"""Nobody decides on their own request."""


class AssistantMissingError(ValidationError):
	"""Assigning names the assistant."""


class WorkloadCeilingError(ValidationError):
	"""Above the limit of families only the head assigns an assistant, with a written reason."""


class CardNotAcceptedError(ValidationError):
	"""A case is closed when every month's card was accepted."""


class FinalAssessmentError(ValidationError):
	"""The work ends with a submitted final assessment of its own, unless the family is gone."""


class SecondClosingError(ValidationError):
	"""A case that is closed is reopened before it is closed again."""


class ClosingDateError(ValidationError):
	"""The closing day does not fit: contacts or assignments lie after it, or monitoring ends before it."""


class ClosingInUseError(ValidationError):
	"""What has followed from a closing cannot be taken back by cancelling it."""


class NotClosedError(ValidationError):
	"""Only a closing that is in force is reopened or monitored."""


class NotHeadError(ValidationError):
	"""Only the head of the centre decides this."""


class CaseClosedError(ValidationError):
	"""The status of a closed case follows from its closing; nobody types it."""


class MonitoringPeriodError(ValidationError):
	"""A monitoring contact lies between the closing and the end of monitoring."""


class AttendanceMissingError(ValidationError):
	"""Minutes say who was there."""


class DecisionIncompleteError(ValidationError):
	"""A decision says who does it, and until when."""


class TwoResponsibleError(ValidationError):
	"""A decision is one worker's, one body's or the family's."""


class GuestError(ValidationError):
	"""A guest of a conference has a name, stands there once, and an e-mail address is one."""


class NextConferenceError(ValidationError):
	"""The next conference has a day, after this one."""


class InvitationError(ValidationError):
	"""Invited is to a planned conference with a day, an hour and a place that does not name the family."""


class NoOutgoingAccountError(ValidationError):
	"""The office has no e-mail account to send from."""


class ScreeningAgeError(ValidationError):
	"""Without a birth date, or before the birth, nobody is screened; nor is anybody born that much too early."""


class NextScreeningError(ValidationError):
	"""The next screening does not lie before this one."""


class WorkTimeError(ValidationError):
	"""Working time is minutes, or both hours in their order; a day has 24 hours."""


class OverlappingWorkError(ValidationError):
	"""Nobody is at a training and with a family at once."""


class WorkTimeClosedError(ValidationError):
	"""After the office's days for the cards a worker mends their month no more."""


class OtherWorkOffError(ValidationError):
	"""The office does not count work beside the families."""


class OutingEndError(ValidationError):
	"""Somebody who goes out is expected back later than now, and within a working day."""


class SecondOutingError(ValidationError):
	"""Nobody is out to two families at once."""


class OutingClosedError(ValidationError):
	"""Who has come back stays no longer."""


class ServerClockError(ValidationError):
	"""When somebody left and came back is what the site's clock says."""


class CentreWorkerRoleError(ValidationError):
	"""Who works in a day centre needs the role of its staff."""


class SecondEnrolmentError(ValidationError):
	"""A child is enrolled in one day centre once at a time."""


class NoteOutsideEnrolmentError(ValidationError):
	"""A day-centre note is of a day on which the child is enrolled."""


class SecondDayNoteError(ValidationError):
	"""One note a child a day."""


class DayNoteClosedError(ValidationError):
	"""After the office's days the staff no longer change a note."""


class AlarmTextError(ValidationError):
	"""A sign of alarm is described, and what is described is a sign of alarm."""


class ForeignMonthError(ValidationError):
	"""A list of attendance is of one calendar month."""


class DayNoteChangedError(ValidationError):
	"""Nobody overwrites a note that somebody else has changed since the page was loaded."""


class DurationError(ValidationError):
	"""How long a session or a consultation took: whole minutes, more than none, less than a day."""


class SupervisorMissingError(ValidationError):
	"""A supervision session has a supervisor: a user, or an outsider by name."""


class AttendanceError(ValidationError):
	"""The attendance does not fit the session: its form, its supervisor, whether it was held, somebody twice."""


class NotParticipantError(ValidationError):
	"""Whoever is not of the section's head writes only sessions in which they take part."""


class SessionWriterError(ValidationError):
	"""A session is changed by its supervisor, by who wrote it down, by coordinator and head."""


class AttendanceFixedError(ValidationError):
	"""Once a record exists, nobody from outside changes who may read it."""


class SessionInUseError(ValidationError):
	"""A session whose record is written stays, and stays held."""


class SessionNotHeldError(ValidationError):
	"""A record is written of a session that was held."""


class SecondRecordError(ValidationError):
	"""A session has one record."""


class RecordDeletionError(ValidationError):
	"""A record is deleted by its writer or the supervisor; the other participants' words are in it too."""


class ConsultationsOffError(ValidationError):
	"""The office does not use consultations (OPS Settings); those written earlier stay."""


class ConsultantNotAssignedError(ValidationError):
	"""A consultation is about a family only if the consultant is assigned to it on that day."""


class ConsultationKindError(ValidationError):
	"""Of this kind no consultation names a family."""


class ConsultationWriterError(ValidationError):
	"""A consultation is written by its consultant, or by coordinator and head."""


class PersonsError(ValidationError):
	"""Who took part in a consultation: somebody, each with a name, once, and not the consultant."""


class NotInNetworkError(ValidationError):
	"""Cooperation is with an institution or a person of the family's support network."""


class SecondCooperationError(ValidationError):
	"""One degree of cooperation a day with the same institution."""


class ParticipantError(ValidationError):
	"""Who takes part in an analysis is either a user or somebody from outside with a name."""


class ManagerQuestionError(ValidationError):
	"""With more than one specialist on the case an analysis says whether a case manager is needed."""


class ManagerReasonError(ValidationError):
	"""Whether a case manager is needed is said with the reason."""


class NoManagerNeededError(ValidationError):
	"""A case manager is appointed from a submitted analysis that says that one is needed."""


class SecondManagerError(ValidationError):
	"""A family has at most one running case manager."""


class RecipientError(ValidationError):
	"""A task is delegated either to a person on the case or to a body or person from outside."""


class NotOnCaseError(ValidationError):
	"""A task is delegated to a user who sees the family."""


class NotDelegatorError(ValidationError):
	"""Tasks are delegated by the family's case manager, the coordinator or the head."""


class DelegatedTaskFixedError(ValidationError):
	"""Who was given a task writes its outcome, its day and its result, nothing else."""


class OpenTasksError(ValidationError):
	"""A case is closed when no task delegated to a specialist is pending."""
