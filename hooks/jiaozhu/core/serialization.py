"""Records as bytes (MessagePack, by msgspec), checked against their types when they are read again. Nothing in them is code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
import regex

from .errors import InputError

T = TypeVar("T")


def encode(record: object) -> bytes | None:
    """A record of frozen dataclasses, tuples, mappings, texts, bytes and numbers; None where a text of it has a lone surrogate."""
    try:
        return _encoder().encode(record)
    except UnicodeEncodeError:
        return None


def decode(data: bytes | None, record_type: type[T]) -> T | None:
    """The record of this type; None where the bytes are none of one."""
    if data is None:
        return None
    try:
        record: T = _decoder(cast(Hashable, record_type)).decode(data)
    except (msgspec.DecodeError, ValueError):
        return None
    return record


def record_digest(record: object) -> str:
    """The SHA-256 of a record, also of one that cannot be read back: with patterns, markup and errors in it.

    Paths are none of these, because a result must not depend on the folder; nor should there be sets, whose order is another in each run.
    """
    data = encode(record)
    return hashlib.sha256(data if data is not None else repr(record).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    """A value of another type as one that MessagePack has."""
    if isinstance(value, regex.Pattern | re.Pattern):
        return [value.pattern, value.flags]
    if isinstance(value, InputError):
        return [type(value).__name__, value.path, value.line, value.what, value.todo]
    if isinstance(value, str):  # markup
        return "".join(value)
    raise NotImplementedError(f"a record has a {type(value).__name__} in it")


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder(enc_hook=_plain)


@cache
def _decoder(record_type: Hashable) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(cast(type[Any], record_type))
