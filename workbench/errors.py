"""What can go wrong, said once and in words that tell the reader what to do."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

MOST_NAMED = 20
"""How many names an error lists, where there may be hundreds."""


class WorkbenchError(Exception):
    """Any failure the workbench explains itself; its text is the whole message for the user.

    Attributes
    ----------
    public : str
        What may stand in a shared page. The text itself, unless it can hold labels, names or
        counts from the data.
    """

    @property
    def public(self) -> str:
        """Return what may be shown to others than the person who ran it."""
        return str(self)

    def _render_traceback_(self) -> list[str]:
        # A notebook shows this in the place of a traceback; the module tells whose error it is.
        return [f"{type(self).__module__}.{type(self).__name__}: {self}"]

    @classmethod
    def gather(cls, source: str, problems: Sequence[str]) -> WorkbenchError:
        """Make one error that holds every problem of one source.

        Parameters
        ----------
        source : str
            The file or place the problems are in.
        problems : sequence of str
            At least one, each a sentence that says what was found and how to mend it.

        Examples
        --------
        >>> print(DataError.gather("a.csv", ["No rows.", "No header."]))
        a.csv: 2 problems. (1) No rows. (2) No header.
        """
        if len(problems) == 1:
            return cls(f"{source}: {problems[0]}")
        listed = " ".join(f"({number}) {text}" for number, text in enumerate(problems, 1))
        return cls(f"{source}: {len(problems)} problems. {listed}")


class ParameterError(WorkbenchError):
    """A parameter file or a notebook's parameters cannot be used as they stand."""


class _PrivateError(WorkbenchError):
    """An error whose text can hold labels, names or exact counts from the data."""

    withheld = "It failed. Whoever ran it was told why."

    @property
    def public(self) -> str:
        """Return a fixed sentence, the same whatever stands in the data."""
        return self.withheld


class DataError(_PrivateError):
    """A data file cannot be used as it stands."""

    withheld = "The data file was refused. Whoever ran it was told why."


class EstimationError(_PrivateError):
    """A statistic was asked of numbers for which it has no meaning."""

    withheld = "A statistic could not be worked out. Whoever ran it was told why."


class UnknownNameError(_PrivateError, KeyError):
    """Something was asked for by a name that it does not have."""

    withheld = "A notebook asks for a name that its release does not have. Whoever ran it was told."

    def __str__(self) -> str:
        """Return the message as it is; a KeyError would put it in quotation marks."""
        return Exception.__str__(self)

    @classmethod
    def of(cls, what: str, name: object, known: Sequence[str]) -> UnknownNameError:
        """Make the error that names the nearest known name, or all of them where none is near.

        Examples
        --------
        >>> print(UnknownNameError.of("finding", "ethnicty", ["ethnicity", "sex"]))
        There is no finding 'ethnicty'. Did you mean 'ethnicity'?
        """
        close = get_close_matches(str(name), known, n=1)
        listed = ", ".join(known[:MOST_NAMED]) + (", …" if len(known) > MOST_NAMED else "")
        hint = f"Did you mean '{close[0]}'?" if close else f"There are: {listed}."
        return cls(f"There is no {what} '{name}'. {hint}")


class DisclosureError(_PrivateError):
    """Publishing would disclose, or it cannot be shown that it would not."""

    withheld = "Publishing it could have disclosed something. Whoever ran it was told what."


class RunError(WorkbenchError):
    """A run could not be completed or published."""


class StorageError(_PrivateError):
    """Object storage cannot be read or written as was asked."""

    withheld = "Object storage refused something. Whoever ran it was told what."
