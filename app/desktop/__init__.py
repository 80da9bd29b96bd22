"""The desktop window: one package for each pane, over the use cases."""
