"""The postings as files: for each key the units that contain it, gap-encoded in printable characters, and the keys hashed into small
shards.

A postings list is written as the gaps between its unit numbers. A gap has one or more characters, of which all but the last are capital
letters. Compression is left to the server: its gzip works well on characters of unequal frequency. Each level has a list of its own,
separated by a space, because most keys have only the lowest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import sub

from ...html.script_json import script_json

LOW = "0123456789abcdefghijklmnopqrstuvwxyz!#$%()*+,-./:;=?@[]^_{|}~&"  # the last digit of a number
HIGH = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # any other digit
MEAN = 16_000  # upper limit for the mean number of characters in a shard, which are 6 kB when compressed
WHOLE = "="  # before the key of a whole title or name
KEY = "\n"  # a separator that occurs in no key

Postings = Sequence[Mapping[str, Sequence[int]]]  # by level, for each key the units that have it


def encode_number(value: int) -> str:
    """A number, 0 or more, in characters; the lowest digit comes last."""
    digits = LOW[value % len(LOW)]
    value //= len(LOW)
    while value:
        value -= 1
        digits = HIGH[value % len(HIGH)] + digits
        value //= len(HIGH)
    return digits


def encode_postings(levels: Sequence[Sequence[int]], numbers: Sequence[str]) -> str:
    """The postings of one key: ascending unit numbers by level. ``numbers`` holds the encoding of each number that may occur."""
    encoded = ("".join(map(numbers.__getitem__, map(sub, level, (-1, *level)))) if level else "" for level in levels)
    return " ".join(encoded).rstrip(" ")


def key_hash(key: str) -> int:
    """A hash of 32 bits; `search.js` computes the same."""
    value = 0
    for character in key:
        value = (value * 31 + ord(character)) & 0xFFFFFFFF
    return value ^ (value >> 15)


def build_shards(entries: Iterable[tuple[str, str, str | list[int]]]) -> list[str]:
    """Shards of ``entries`` (key whose hash selects the shard, key in the shard, value) as JSON. Their number is a power of two."""
    in_order = sorted(entries)
    size = sum(len(key) + len(value) + 6 for _, key, value in in_order)
    count = 1
    while count * MEAN < size:
        count *= 2
    shards: list[dict[str, str | list[int]]] = [{} for _ in range(count)]
    for lead, key, value in in_order:
        shards[key_hash(lead) & (count - 1)][key] = value
    return [script_json(shard) for shard in shards]


def index_entries(
    postings: Postings, whole_names: Mapping[str, tuple[str, list[int]]], size: int
) -> Iterator[tuple[str, str, str | list[int]]]:
    """The entries of all shards. A whole title or name is in the shard of its first key."""
    numbers = [encode_number(n) for n in range(size + 1)]
    for key in set().union(*postings):
        yield key, key, encode_postings([level.get(key, ()) for level in postings], numbers)
    for whole, (lead, units) in whole_names.items():
        yield lead, WHOLE + whole, units


def pinyin_entries(units: Iterable[str], size: int) -> Iterator[tuple[str, str, str]]:
    """The entries of the shards of pinyin, from the keys of each unit, which are separated by `KEY`. They have one level."""
    numbers = [encode_number(n) for n in range(size + 1)]
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for n, keys in enumerate(units):
        for key in keys.split(KEY) if keys else ():
            postings[key].append(n)
    for key, some in postings.items():
        yield key, key, encode_postings([some], numbers)
