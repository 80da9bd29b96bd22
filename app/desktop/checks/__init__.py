"""Help > Checks: what is looked for, and what of it is switched off, graded differently or limited."""
