"""References: parts that are not there, rules that stand elsewhere."""
