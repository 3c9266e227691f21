"""A client for storage that speaks S3, and its errors in the words of a keeper."""

import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gongbao import places
from gongbao.messages import N_, _, listed, reason
from gongbao.workshop import Failure

KEY_ID, KEY, TOKEN = "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"
ADDRESSING = ("auto", "path", "virtual")
# How requests are signed; OSS's manual asks for the older way when it is boto3 that signs.
SIGNATURES = {"v4": "s3v4", "v2": "s3"}
_REMEDIES = {  # code → what it means; {variable} is the one of _VARIABLES  # code → what it means; {variable} is the one of _VARIABLES
    "InvalidAccessKeyId": N_("the key is not known there — see {variable}"),
    "SignatureDoesNotMatch": N_("the key is wrong — see {variable}"),
    "ExpiredToken": N_("the key has run out — see {variable}"),
    "AccessDenied": N_("the key may not do this — give it list, get, put and delete in this bucket"),
    "NoSuchBucket": N_("there is no such bucket — make it first, and see endpoint and region"),
    "RequestTimeTooSkewed": N_("the clock of this machine is wrong"),
    "QuotaExceeded": N_("the storage is full"),
    "XMinioStorageFull": N_("the storage is full"),
    "InsufficientStorage": N_("the storage is full"),
}
_VARIABLES = {"InvalidAccessKeyId": KEY_ID, "SignatureDoesNotMatch": KEY, "ExpiredToken": TOKEN}


def client(endpoint: str, region: str, addressing: str, signature: str, at_once: int) -> Any:
    """Return a client whose keys are the environment's alone."""
    if importlib.util.find_spec("boto3") is None:
        raise Failure(_("boto3 is not installed — run: {install}", install=places.install("publish")))
    missing = [name for name in (KEY_ID, KEY) if not os.environ.get(name)]
    if missing:
        raise Failure(
            _(
                "{missing} not set — put the keys of the storage into the environment",
                missing=listed(missing),
            )
        )
    import boto3  # noqa: PLC0415 - an extra, and slow to load
    from botocore.config import Config  # noqa: PLC0415

    return boto3.client(
        "s3",
        endpoint_url=endpoint or None,
        region_name=region or os.environ.get("AWS_REGION") or "us-east-1",
        aws_access_key_id=os.environ[KEY_ID],
        aws_secret_access_key=os.environ[KEY],
        aws_session_token=os.environ.get(TOKEN) or None,
        config=Config(
            signature_version=SIGNATURES[signature],
            s3={"addressing_style": addressing},
            # Storages other than Amazon's know Content-MD5, but not the checksums that boto3 sends unless told.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            retries={"mode": "standard", "total_max_attempts": 4},
            connect_timeout=10,
            read_timeout=60,
            max_pool_connections=at_once,
        ),
    )


@contextmanager
def plain_errors(place: str, state: str) -> Iterator[None]:
    """Turn what boto3 raises into one line: what is wrong, and how things stand."""
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - see client

    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        message = str(error.response.get("Error", {}).get("Message", "")) or _("no reason given")
        why = f"{code}: {' '.join(message.split())}"
        if code in _REMEDIES:
            why = _(_REMEDIES[code], variable=_VARIABLES.get(code, ""))
        raise Failure(f"{place}: {why}; {state}") from error
    except BotoCoreError as error:
        raise Failure(f"{place}: {' '.join(str(error).split())}; {state}") from error
    except OSError as error:
        raise Failure(f"{place}: {reason(error)}; {state}") from error
