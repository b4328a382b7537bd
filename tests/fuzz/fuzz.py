"""Coverage-guided fuzzing by atheris, which `make fuzz` installs (Linux and macOS, Python 3.11 or newer).

python tests/fuzz/fuzz.py TARGET [SECONDS]

The kept corpus of the target is what it begins with; what it finds new goes into `.cache/fuzz/TARGET`. An input that raises is written to
the present folder as `crash-…`: mend the program, then keep the input in `tests/fuzz/corpus/TARGET`, from where every test run takes it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

with atheris.instrument_imports(include=["jiaozhu"]):
    from fuzz.targets import TARGETS

if __name__ == "__main__":
    name, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "60"
    found = ROOT / ".cache" / "fuzz" / name
    found.mkdir(parents=True, exist_ok=True)
    kept = ROOT / "tests" / "fuzz" / "corpus" / name
    options = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=60", "-verbosity=0", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, str(found), str(kept)], TARGETS[name])
    atheris.Fuzz()
