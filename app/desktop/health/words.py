"""The health of the profile in plain words; none of them is taken from a document."""

from app.usecases.health import Health, Trouble

_STEPS = {
    "feedback-follows": "Taking new findings into the review",
    "documents-follow": "Making the approved changes",
    "views": "Filling the library",
}


def step(subscription: str) -> str:
    """What a subscription does for the reviewer."""
    return _STEPS.get(subscription, subscription)


def summary(health: Health) -> str:
    """The state of it all in one sentence."""
    if health.troubles:
        return "Something failed. Your decisions are kept, and all the rest goes on."
    if health.behind:
        return f"{health.behind} {'event is' if health.behind == 1 else 'events are'} still being worked through."
    return "Everything is up to date."


def account(trouble: Trouble) -> str:
    """What failed, and what becomes of it."""
    failure = trouble.failure
    times = "once" if failure.tries == 1 else f"{failure.tries} times"
    failed = f"{step(trouble.subscription)} failed {times} at event {failure.position} ({failure.kind})."
    if failure.due:
        return f"{failed} It will be tried again at {failure.due.astimezone():%H:%M:%S}."
    return f"{failed} It was set aside and is not tried again by itself."


def notice(trouble: Trouble) -> str:
    """What the message bar says of it, once."""
    becomes = "It will be tried again by itself." if trouble.failure.due else "It was set aside; Health says more."
    return f"{step(trouble.subscription)} failed. Your decisions are kept. {becomes}"
