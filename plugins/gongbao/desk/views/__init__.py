"""The views: what each address of the workbench answers."""
