"""Shared draws for generators that plant a stated truth; each analysis keeps its own generator."""

from workbench.synthetic.data import Chunks, SyntheticData
from workbench.synthetic.draws import between, choose, mask
from workbench.synthetic.files import FileFormat, write
from workbench.synthetic.lengths import DAY, MONTH
from workbench.synthetic.streams import CHUNK_SIZE, Streams

__all__ = [
    "CHUNK_SIZE",
    "DAY",
    "MONTH",
    "Chunks",
    "FileFormat",
    "Streams",
    "SyntheticData",
    "between",
    "choose",
    "mask",
    "write",
]
