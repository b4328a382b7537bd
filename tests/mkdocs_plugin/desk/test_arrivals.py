"""New sources: under a clean name, never over another file, and never outside of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.mkdocs_plugin.desk.arrivals import LONGEST, clean_name, put_source
from jiaozhu.mkdocs_plugin.request_guard import RefusedRequest
from jiaozhu.sources.read import READERS
from worlds import tree, write

TEXT = "茶农的一天\n\n天还没有亮。\n".encode()


@given(st.text(min_size=1), st.sampled_from(sorted(READERS)))
def test_a_clean_name_is_one_file_of_the_folder(stem: str, suffix: str) -> None:
    try:
        clean, kept = clean_name(f"{stem}{suffix}")
    except RefusedRequest:
        assert set(stem) & set("/\\\0")
        return
    assert kept == suffix
    assert 0 < len(clean) <= LONGEST
    assert Path(f"{clean}{kept}").name == f"{clean}{kept}"
    assert clean.isprintable()
    assert clean[0] not in ".-_"
    assert clean_name(f"{clean}{kept}") == (clean, kept)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("茶农的一天 - 山里网.html", "茶农的一天-山里网.html"),
        ("a b?c*.TXT", "a-b-c.txt"),
        (".hidden.txt", "hidden.txt"),
        ("？？.md", "article.md"),
        ("index.txt", "index-2.txt"),  # the page of another would have its address
        ("README.txt", "README-2.txt"),
        ("Tea.txt", "Tea-2.txt"),  # a file system may not tell it from tea.html
    ],
)
def test_names(name: str, clean: str, tmp_path: Path) -> None:
    write(tmp_path, {"tea.html": TEXT})
    assert put_source(tmp_path, name, TEXT).name == clean
    assert tree(tmp_path) == {"tea.html": TEXT, clean: TEXT}


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("../tea.txt", TEXT, "400"),
        ("/etc/tea.txt", TEXT, "400"),
        ("..\\tea.txt", TEXT, "400"),
        ("tea\0.txt", TEXT, "400"),
        ("tea.yml", TEXT, "415"),
        ("tea.py", TEXT, "415"),
        ("tea", TEXT, "415"),
        ("tea.txt", b"", "422"),
        ("tea.txt", b" \n\t", "422"),
        ("tea.txt", b"\x00\x01\x02\xff" * 40, "422"),
        ("tea.html", b"<p></p><script>1</script>", "422"),
    ],
)
def test_what_is_no_source_is_refused(name: str, data: bytes, status: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedRequest) as refused:
        put_source(tmp_path, name, data)
    assert refused.value.status.startswith(status)
    assert tree(tmp_path) == {}
