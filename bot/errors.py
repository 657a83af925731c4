"""Every exception of ours, and who sees it. Messages are one sentence for a person and never hold what a learner typed."""


class SoftstartError(Exception):
    """Base. Shown on standard error by the command line, exit code 1."""


class UsageError(SoftstartError):
    """The person asked for something that does not exist. Exit code 2; HTTP 404 or 422."""


class SettingError(SoftstartError):
    """An environment variable has a value we cannot use. Names the variable; stops start-up."""


class ScenarioError(SoftstartError):
    """A scenario file has a mistake. Names file, line and field; seen by the person who writes scenarios."""


class ModelMissing(SoftstartError):
    """There is no trained model for the present data. Says how to train one."""


class StoreUnavailable(SoftstartError):
    """The database cannot be read or written now. The learner is told kindly and keeps her words."""


class NotYours(SoftstartError):
    """A token or code that is unknown, expired or not signed by us. HTTP 401; never says which."""

    reason = "unknown"


class NoPersona(SoftstartError):
    """What was told in the prepare step is harm: nobody plays her. Shown with help. HTTP 409."""


class LawBroken(SoftstartError):
    """A reaction was asked for that the laws do not allow here. Never shown: the turn counts as failed and is not said."""


class RehearsalOver(SoftstartError):
    """The rehearsal has ended; nothing more can be said in it. HTTP 409."""
