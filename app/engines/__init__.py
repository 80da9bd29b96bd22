"""Engines: who looks for findings, behind one port."""
