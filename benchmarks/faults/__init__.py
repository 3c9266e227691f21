"""What a kill, a full disk or a damaged file costs."""
