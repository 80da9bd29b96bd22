"""Before the window: making, opening, locking and protecting a profile."""
