"""Calendar and clock: days, times and sessions that two readers find differently."""
