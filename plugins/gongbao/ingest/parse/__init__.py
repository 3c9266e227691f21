"""Stage parse: read each document: head, title, recipients, body, signature, foot, attachments."""
