"""What counts that hang together give away: linear systems of counts, and what to hide in them."""

from workbench.disclosure.linear.ranges import Ranges, Unsafe, ranges, unsafe
from workbench.disclosure.linear.suppression import suppress
from workbench.disclosure.linear.system import System
from workbench.disclosure.linear.whole import whole_ranges, whole_unsafe

__all__ = [
    "Ranges",
    "System",
    "Unsafe",
    "ranges",
    "suppress",
    "unsafe",
    "whole_ranges",
    "whole_unsafe",
]
