"""Where the attributes of an `<img>` say that the picture is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from .elements import PICTURE_ADDRESSES

LONGEST_LIST = 20_000  # characters of a list of addresses that is read
SMALLEST_DATA = 400  # characters of a picture that an address holds; a smaller one holds the place of a picture that is still to come
DATA = regex.compile(r"data:", regex.IGNORECASE)
LATE = regex.compile(r"^(?:data-)?[\w-]*(?:src|original|lazy|echo)[\w-]*$(?<!srcset)")
NO_ADDRESS = regex.compile(r"(?:javascript|vbscript|about|blob|file):|#|$", regex.IGNORECASE)
NUMBER = regex.compile(r"[0-9]{1,6}(?:\.[0-9]{1,3})?")


def picture_addresses(attributes: Mapping[str, str]) -> tuple[str, ...]:
    """Where the attributes of an `<img>` say that the picture is, without the placeholder of a page that loads its pictures late."""
    values = [attributes.get(name, "").strip() for name in PICTURE_ADDRESSES]
    listed = [candidate.split() for candidate in attributes.get("srcset", "")[:LONGEST_LIST].split(", ")]
    others = [attributes[name].strip() for name in attributes if is_late_address(name, attributes[name])]
    widest = max((parts for parts in listed if parts), key=_width, default=[""])[0]
    return tuple(dict.fromkeys(value for value in (*values[:-1], *others, values[-1], widest) if value and not _is_placeholder(value)))


def is_late_address(name: str, value: str) -> bool:
    """True for an attribute that holds the address of a picture which a script is to load, by its name and its value."""
    return LATE.search(name) is not None and name not in PICTURE_ADDRESSES and "/" in value and not any(map(str.isspace, value.strip()))


def _width(candidate: Sequence[str]) -> float:
    """The width or the density that a candidate of a `srcset` has."""
    number = candidate[1][:-1] if len(candidate) > 1 else ""
    return float(number) if NUMBER.fullmatch(number) else 1.0


def _is_placeholder(address: str) -> bool:
    if is_embedded(address):
        return len(address) < SMALLEST_DATA or address[5:14].lower() == "image/svg"
    return NO_ADDRESS.match(address) is not None


def is_embedded(address: str) -> bool:
    """True for an address that is the bytes of the picture."""
    return DATA.match(address) is not None
