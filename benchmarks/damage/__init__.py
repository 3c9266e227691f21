"""What becomes of files that were damaged, or made, on purpose."""
