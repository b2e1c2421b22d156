"""Which counts of two releases may be found out: those that no simple example leaves open."""

from __future__ import annotations

import numpy as np

from workbench.disclosure.audit import dangers
from workbench.disclosure.ledger.joined import Joined
from workbench.disclosure.linear.bounds import EDGE
from workbench.disclosure.linear.pieces import CONTRADICTION
from workbench.disclosure.linear.solving import Deadline
from workbench.disclosure.linear.system import Floats, Places
from workbench.disclosure.policy import DisclosurePolicy
from workbench.errors import DisclosureError


def still_doubtful(
    joined: Joined, asked: Places, changed: Floats, policy: DisclosurePolicy, deadline: Deadline
) -> Places:
    """Return the counts that are not seen to be open where one choice of people came or left.

    Parameters
    ----------
    joined : Joined
        Two releases between which people came or left.
    asked : int array
        Counts of people whom a release counted.
    changed : float array, shape (counts of one release,)
        How many of each count came or left, in one example.
    policy : DisclosurePolicy
    deadline : Deadline

    Returns
    -------
    int array
        Some of those asked. For the others what is published leaves enough open.

    Notes
    -----
    With those people fixed both releases are statements of one release's people, a system of half
    the size. What is possible there is possible altogether, so that what is open there is open.
    """
    if joined.one is None or joined.at is None or not asked.size:
        return asked
    known = len(joined.one.tallies)
    change = np.where(abs(changed - np.rint(changed)) < EDGE, np.rint(changed), changed)
    low = np.maximum(joined.low[:known], joined.low[known : 2 * known] - change[:known])
    high = np.minimum(joined.high[:known], joined.high[known : 2 * known] - change[:known])
    mine, theirs = (np.isin(each, asked) for each in joined.at[:2])
    # Of one to whom somebody came it is not told here whether it could be nobody.
    open_if_open = mine | (theirs & (change == 0))
    of = np.flatnonzero(open_if_open)
    if not of.size or (low > high).any():
        return asked
    try:
        found = dangers(joined.one, low, high, policy, seconds=deadline.left(), of=of).counts
    except DisclosureError as error:
        if str(error) != CONTRADICTION:
            raise
        return asked
    safe = np.setdiff1d(of, found)
    settled = np.concatenate(
        [joined.at[0][safe], joined.at[1][np.intersect1d(safe, np.flatnonzero(change == 0))]]
    )
    return np.setdiff1d(asked, settled)
