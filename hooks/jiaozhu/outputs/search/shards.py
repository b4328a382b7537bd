"""The index as files: for each key the units that have it, in few printable characters, and the keys cut into small shards.

A list of units is written as the distances between them, each a digit of base 64 or several, of which all but the last are capital. What
packs the files for the way is the server, whose gzip likes bytes of unequal frequency. Levels are lists of their own, separated by a
space, for most keys have only the lowest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import sub

LOW = "0123456789abcdefghijklmnopqrstuvwxyz!#$%()*+,-./:;=?@[]^_{|}~&"  # ends a number
HIGH = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # more follows
MEAN = 16_000  # characters of a shard, on the average: 6 kB on the way
WHOLE = "="  # before the key of a whole title or name

Postings = Sequence[Mapping[str, Sequence[int]]]  # by level, for each key the units that have it


def encode_number(value: int) -> str:
    """A number from 0 in characters: the lowest digit last."""
    digits = LOW[value % len(LOW)]
    value //= len(LOW)
    while value:
        value -= 1
        digits = HIGH[value % len(HIGH)] + digits
        value //= len(HIGH)
    return digits


def encode_postings(levels: Sequence[Sequence[int]], numbers: Sequence[str]) -> str:
    """Ascending unit numbers, level by level. ``numbers`` has the spelling of each number that may occur."""
    lists = ("".join(map(numbers.__getitem__, map(sub, level, (-1, *level)))) if level else "" for level in levels)
    return " ".join(lists).rstrip(" ")


def key_hash(key: str) -> int:
    """A number of 32 bits for a key; `search.js` computes the same."""
    value = 0
    for character in key:
        value = (value * 31 + ord(character)) & 0xFFFFFFFF
    return value ^ (value >> 15)


def build_shards(entries: Iterable[tuple[str, str, str | list[int]]]) -> list[str]:
    """Shards of ``entries`` (the key that leads to the shard, the key in it, its value), as JSON. Their number is a power of two."""
    held = sorted(entries)
    size = sum(len(key) + len(value) + 6 for _, key, value in held)
    count = 1
    while count * MEAN < size:
        count *= 2
    shards: list[dict[str, str | list[int]]] = [{} for _ in range(count)]
    for lead, key, value in held:
        shards[key_hash(lead) & (count - 1)][key] = value
    return [script_json(shard) for shard in shards]


def script_json(value: object) -> str:
    """JSON that may stand in a script, also in one inside of a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def index_entries(postings: Postings, wholes: Mapping[str, tuple[str, list[int]]], size: int) -> Iterator[tuple[str, str, str | list[int]]]:
    """All keys with their values; of a whole title or name, the key that leads to it is its first."""
    numbers = [encode_number(n) for n in range(size + 1)]
    for key in set().union(*postings):
        yield key, key, encode_postings([level.get(key, ()) for level in postings], numbers)
    for whole, (lead, units) in wholes.items():
        yield lead, WHOLE + whole, units
