"""The columns of a data file as the parameters of any analysis name them."""

from __future__ import annotations

from workbench.parameters.root import resolve
from workbench.parameters.stated.circumstance import Circumstance
from workbench.parameters.stated.comparing import Comparing
from workbench.records.contract import CodedColumn, Exclusions
from workbench.vocabulary.terms import NOT_RECORDED


def characteristic_column(parameters: Comparing, name: str) -> CodedColumn:
    """Return the column of a characteristic, by its name."""
    characteristic = parameters.characteristics[name]
    return CodedColumn(
        name,
        parameters.column(name),
        parameters.declared_groups(name),
        parameters.comparator(name),
        characteristic.undeclared,
        characteristic.not_asked,
        by_label(characteristic.put_together()),
    )


def circumstance_column(
    parameters: Comparing, name: str, one: Circumstance, *, named_under: str
) -> CodedColumn:
    """Return the column of a circumstance that stands under some key of the parameters."""
    return CodedColumn(
        name,
        parameters.column(name),
        one.labels_of(name),
        undeclared=one.undeclared,
        recode=by_label(one.recode),
        unknown=NOT_RECORDED,
        named_under=named_under,
    )


def exclusions_of(parameters: Comparing) -> Exclusions | None:
    """Return the list of people who objected, where there is one."""
    listed, column = parameters.exclusions, parameters.exclusions_column
    if listed is None or column is None:
        return None
    return Exclusions(
        resolve(listed.data),
        column,
        str(parameters.told_apart_by),
        listed.reading,
        listed.may_match_nobody,
    )


def by_label(made: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Return what each label means, from the labels that each group is made of.

    Examples
    --------
    >>> by_label({"Asian": ("Indian", "Chinese")})
    {'Indian': 'Asian', 'Chinese': 'Asian'}
    """
    return {label: group for group, labels in made.items() for label in labels}
