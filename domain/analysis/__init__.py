"""Analysis: what an engine is asked, what it finds, and the run it does so in."""
