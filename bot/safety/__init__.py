"""Danger in what a learner types, and the pages of help."""

from .help import Contact, HelpPage, countries, help_page, wording
from .kinds import Danger, Reading
from .recognise import Watch

__all__ = ["Contact", "Danger", "HelpPage", "Reading", "Watch", "countries", "help_page", "wording"]
