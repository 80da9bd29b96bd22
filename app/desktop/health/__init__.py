"""Help > Health: whether what follows the reviewer's decisions keeps up, and what to do where it does not."""
