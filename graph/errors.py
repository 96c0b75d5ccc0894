"""The exceptions that a user may meet.

WestphaliaError
├── InputError          an input file or text is wrong (says what, where, what was expected)
│   ├── SyntaxInputError    it cannot be parsed
│   └── ValidationError     it parses, but breaks the ontology or the shapes
├── QueryError          a SPARQL query or its parameters are wrong
│   ├── TooLongError        it exceeds the service's limit of length
│   ├── TooComplexError     it exceeds the limit of nesting or of patterns
│   └── UnknownNameError    a name stands for nothing in the graph, or for several entities
├── LimitError          a query met a limit while it ran (says which, and when to come back)
│   ├── TimeLimitError      it ran too long
│   ├── MemoryLimitError    it used more memory or stack than it may, and ended its worker
│   └── ResultLimitError    its answer is too long
├── OverloadError       the service has no room for the request now
│   └── RateError           this client sends too many requests
├── ClientGoneError     the client has closed its connection
├── RefusedError        a write, or a request to another server, that the dataset's rules do not allow
├── NotRepresentableError  a result that the requested format cannot carry
├── StaleError          a write was meant for another version than the current one
├── ReasoningError      a rule or the reasoner's input is not supported
├── StoreError          there is no version to read, or its store cannot be opened
│   ├── BusyError           another build or write holds the lock
│   ├── DamagedError        a file is not as it was written
│   └── StorageError        the system refuses to read or write: no permission, read-only, too many open files …
│       └── StorageFullError    … or no room
├── MissingExtraError   an optional library is not installed (says which extra brings it)
└── SettingsError       a setting has an unusable value
"""


class WestphaliaError(Exception):
    """Base of all errors whose message is one clear sentence for the user."""


class InputError(WestphaliaError):
    """An input file or text is wrong."""


class SyntaxInputError(InputError):
    """A file or text cannot be parsed."""


class ValidationError(InputError):
    """Data parse, but break the ontology or the shapes."""


class QueryError(WestphaliaError):
    """A query or one of its parameters is wrong."""


class RefusedError(WestphaliaError):
    """A write, or a request to another server, is not allowed; the sentence says why."""


class NotRepresentableError(WestphaliaError):
    """A result holds what the requested format cannot carry; the sentence names formats that can."""


class StaleError(WestphaliaError):
    """A write was meant for another version than the current one."""


class TooLongError(QueryError):
    """A query exceeds the limit of length."""


class TooComplexError(QueryError):
    """A query exceeds the limit of nesting or of patterns."""


class UnknownNameError(QueryError):
    """A name stands for nothing in the graph, or for several entities that the sentence lists."""


class LimitError(WestphaliaError):
    """A query met a limit while it ran; `retry_after` are the seconds after which to come back."""

    retry_after = 30


class TimeLimitError(LimitError):
    """A query ran too long."""


class MemoryLimitError(LimitError):
    """A query used more memory or stack than it may, and ended its worker."""


class ResultLimitError(LimitError):
    """The answer to a query is too long."""


class OverloadError(WestphaliaError):
    """The service has no room for a request now; `retry_after` are the seconds after which to come back."""

    def __init__(self, sentence: str, retry_after: int = 5) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class RateError(OverloadError):
    """A client sends too many requests."""


class ClientGoneError(WestphaliaError):
    """The client has closed its connection."""


class ReasoningError(WestphaliaError):
    """A rule, or the input of a reasoner, is not supported."""


class StoreError(WestphaliaError):
    """There is no version to read, or its store cannot be opened."""


class BusyError(StoreError):
    """Another build or write is running and did not end in time."""


class DamagedError(StoreError):
    """A file of a version, a backup or the edit log is missing, or is not as it was written."""


class StorageError(StoreError):
    """The system refuses to read or write a file of ours; the next attempt works when the cause is gone."""


class StorageFullError(StorageError):
    """There is no room on the disk, or the quota is used up."""


class SettingsError(WestphaliaError):
    """A setting has an unusable value."""


class MissingExtraError(WestphaliaError):
    """An optional library is not installed; the sentence names the extra of the package that brings it."""
