"""Characters, and what stands for one in HTML."""

NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACES = " \t\r\n\v\0"
END = "\0"
LONGEST_NUMBER = 10


def entity_at(source: str, at: int) -> tuple[int, str]:
    """How many characters the entity at this place takes and what it means; (0, "") when there is none."""
    end = at + 1
    if source[end] == "#":
        base, digits = (16, "0123456789abcdefABCDEF") if source[end + 1] in "xX" else (10, "0123456789")
        start = end = end + (2 if base == 16 else 1)
        while source[end] in digits:
            end += 1
        number = int(source[start:end] or "0", base) if end - at < LONGEST_NUMBER else 0
        meant = chr(number) if 0 < number < 0x10FFFF else ""
    else:
        while source[end].isascii() and source[end].isalpha():
            end += 1
        meant = NAMED.get(source[at + 1 : end], "")
    if not meant:
        return 0, ""
    return end - at + (source[end] == ";"), meant
