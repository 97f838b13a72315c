"""The one error tree of servicing; a docstring is the message, and it says whether trying again helps."""


class ServicingError(Exception):
    """Something that servicing was asked for cannot be done."""

    def __str__(self) -> str:
        return " ".join(str(each) for each in self.args) or (self.__doc__ or "")


class UnknownBorrower(ServicingError):
    """There is no such borrower in these books. Trying again does not help; check the reference."""


class UnknownSymptom(ServicingError):
    """There is no such symptom. Trying again does not help; pick one of those named."""


class UnknownSubject(ServicingError):
    """The borrower has nothing of that reference. Trying again does not help; leave it out to see what there is."""


class LedgerUnreachable(ServicingError):
    """The ledger cannot be read just now. Trying again later may help."""


class LedgerOffContract(LedgerUnreachable):
    """The ledger holds something that the contract does not allow. Trying again does not help; mend the view or row."""


class BadAddress(ServicingError):
    """The database address cannot be used. Trying again does not help; write it as SQLAlchemy does."""


class NotOurs(ServicingError):
    """What stands at that address was not made by this program, so it is not replaced. Name another address."""


class BooksRefused(ServicingError):
    """The files do not make consistent books; nothing was loaded. Mend the named rows and import again."""


class NotProven(ServicingError):
    """Whoever is asking has not proved whose account it is. Nothing about any account is said."""


class ProofAged(NotProven):
    """The proof of whose account it is has grown too old, as nothing was said for a while. Prove it again."""


class LinkRefused(ServicingError):
    """This link is not valid, or not any more. Trying again does not help; get a new one in the lender's app."""


class BadPhone(ServicingError):
    """That is no phone number with its country code, such as +8613800138000. Trying again does not help."""


class TooManyCodes(ServicingError):
    """Too many codes were asked for within the hour. Trying again later helps."""


class CodeRefused(ServicingError):
    """This code is not the right one, or not any more. Asking for a new one may help."""


class CodeKeyDamaged(ServicingError):
    """The file with the key that codes are hashed with is not whole. Delete it; a new one is made at the next start."""


class PhonesRefused(ServicingError):
    """The file of phone numbers cannot be used: it needs a line `phone,borrower_id`, then one number a line."""


class ThresholdRefused(ServicingError):
    """A threshold file cannot be used: it needs `unit`, `source` and `values`, each with `since` and `default`."""


class CasesUnreachable(ServicingError):
    """The database of cases cannot be reached just now. Trying again later may help; nothing was written."""


class EvidenceUnkept(CasesUnreachable):
    """The file could not be kept just now. Trying again later may help; nothing was written."""


class EvidenceRefused(ServicingError):
    """The file is not taken. Trying again does not help; send another one."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
