"""The ports of the use cases: what they need from the store, the readers, the engines and the exporter."""
