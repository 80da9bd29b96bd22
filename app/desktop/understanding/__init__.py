"""The pane that shows what is understood of a document, and what it leaves open."""
