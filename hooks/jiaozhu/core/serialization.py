"""Records as bytes (MessagePack, by msgspec), checked against their types when they are read again. Nothing in them is code."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

T = TypeVar("T")


def encode(record: object) -> bytes:
    """A record of frozen dataclasses, tuples, mappings, texts, bytes and numbers. Raises UnicodeEncodeError for a lone surrogate."""
    return _encoder().encode(record)


def decode(data: bytes | None, record_type: type[T]) -> T | None:
    """The record of this type; None where the bytes are none of one."""
    if data is None:
        return None
    try:
        record: T = _decoder(cast(Hashable, record_type)).decode(data)
    except (msgspec.DecodeError, ValueError):
        return None
    return record


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder()


@cache
def _decoder(record_type: Hashable) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(cast(type[Any], record_type))
