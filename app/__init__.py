"""How DocSense runs: store, readers, engines, exporter, window and command line around the use cases."""
