"""What DocSense ships besides code: policy packs, sample documents, icons and the theme."""
