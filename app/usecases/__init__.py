"""Use cases: one module for each thing a reviewer does, over ports that they own."""
