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


class ThresholdRefused(ServicingError):
    """A threshold file cannot be used: it needs `unit`, `source` and `values`, each with `since` and `default`."""


class CasesUnreachable(ServicingError):
    """The database of cases cannot be reached just now. Trying again later may help; nothing was written."""
