"""Staff in post, month by month, from spells or months of any file."""

from workbench.records.staff.check import StaffChecked, check_staff
from workbench.records.staff.contract import (
    NONE_HELD,
    TOO_EARLY,
    MeasuredColumn,
    StaffContract,
    StaffLayout,
    month_name,
    month_number,
)
from workbench.records.staff.days import with_days
from workbench.records.staff.months import with_months
from workbench.records.staff.reader import StaffRecords, read_staff

__all__ = [
    "NONE_HELD",
    "TOO_EARLY",
    "MeasuredColumn",
    "StaffChecked",
    "StaffContract",
    "StaffLayout",
    "StaffRecords",
    "check_staff",
    "month_name",
    "month_number",
    "read_staff",
    "with_days",
    "with_months",
]
