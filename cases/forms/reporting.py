from uuid import UUID, uuid4


def submission_from(typed: str | None) -> UUID:
    """The number of one sending of one page. A page that lost it gets a new one."""
    try:
        return UUID(typed or "")
    except ValueError:
        return uuid4()
