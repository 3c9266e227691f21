"""Stage write: lay an edition out as Markdown and ledger, and put it in place without touching a person's edits."""
