"""What tests build their input with."""
