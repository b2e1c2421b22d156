"""How an engine fails, whichever it is; what it says can hold values from the data."""


class EngineError(Exception):
    """It could not read or work out what it was asked."""


class EngineMemoryError(EngineError):
    """It had too little memory."""
