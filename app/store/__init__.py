"""The store: the event log, its subscriptions, the sources beside it and the views made from it."""
