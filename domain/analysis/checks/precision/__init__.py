"""Precision: rounding, averages, statistics, histories."""
