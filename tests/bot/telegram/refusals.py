"""What the Bot API answers instead of a result."""


class Refusal(Exception):
    """The call is not carried out; the answer has this code, this description and these parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad_request(why: str) -> Refusal:
    """400: the call can never succeed as it is."""
    return Refusal(400, f"Bad Request: {why}")


def forbidden(why: str) -> Refusal:
    """403: the bot may not write there."""
    return Refusal(403, f"Forbidden: {why}")


def conflict(why: str) -> Refusal:
    """409: somebody else reads the updates."""
    return Refusal(409, f"Conflict: {why}")


def too_many(seconds: int) -> Refusal:
    """429: to be called again after so many seconds."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
