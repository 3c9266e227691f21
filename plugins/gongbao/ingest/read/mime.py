"""Open a MIME message, as a mail and a page saved as one file both are."""

import email
import email.policy
from email.message import Message


def open_message(data: bytes) -> tuple[Message, list[Message]]:
    """Return a message and its parts that hold no others; raise RecursionError where they are nested too deeply."""
    message = email.message_from_bytes(data.lstrip(b"\r\n\xef\xbb\xbf"), policy=email.policy.compat32)
    return message, [part for part in message.walk() if not part.is_multipart()]


def content(part: Message) -> bytes:
    """Return what a part holds, as it was before it was coded for sending."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
