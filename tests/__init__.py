"""The tests of DocSense; they mirror the tree."""
