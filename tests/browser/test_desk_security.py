"""Who is refused by the desk of `mkdocs serve`, in a real browser and on the wire; and that a published site has nothing of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser

from browser import chromium
from browser.conftest import FLAGS, served
from servers import Server, serving
from worlds import configured, copied, tree, write

TORN = "茶农的一天\n\n天还没有亮，山上的茶农已经背着竹篓出门，以新茶为生的的人家都是这样。\n"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    project = configured(copied(tmp_path_factory.mktemp("desk"), {"sources/torn.txt": TORN}, own=own), extra={"jiaozhu": {"books": False}})
    with serving(project) as server:
        server.shows("articles/torn/", "茶农的一天")
        yield server


def ask(desk: Server, path: str, **headers: str) -> int:
    """The status of the answer to a request that no page of the desk has sent."""
    data = headers.pop("data", None)
    request = Request(f"{desk.address}/livedesk/{path}", data.encode() if data is not None else None, headers)
    try:
        with urlopen(request, timeout=20) as response:
            status: int = response.status
    except HTTPError as error:
        status = error.code
    return status


def test_nobody_else_is_answered(desk: Server) -> None:
    with urlopen(f"{desk.address}/articles/torn/") as response:
        (token,) = re.findall(r'data-token="([^"]+)"', response.read().decode())
    plan = json.dumps({"article": "torn", "action": "cut"})
    own = {"Origin": desk.address, "X-Desk-Token": token, "Content-Type": "application/json"}
    assert ask(desk, "article?id=torn", **own) == 200
    assert ask(desk, "article?id=torn") == 403
    assert ask(desk, "plan", data=plan, **own) == 409  # it is understood, but there is no such place
    assert ask(desk, "plan", data=plan, **{**own, "Origin": "https://evil.example"}) == 403
    assert ask(desk, "plan", data=plan, **{**own, "Host": "evil.example"}) == 421
    assert ask(desk, "plan", data=plan, **{**own, "Content-Type": "text/plain"}) == 415
    assert ask(desk, "plan", data=" " * 2_000_000, **own) == 413
    assert ask(desk, "../sources/torn.txt", **own) == 404
    files = sorted((desk.project / "sources").iterdir())
    raw = {**own, "Content-Type": "application/octet-stream"}
    assert ask(desk, "source?name=..%2Ftorn.txt", data="茶", **raw) == 400
    assert ask(desk, "source?name=torn.txt", data="茶" * 17_000_000, **raw) == 413  # 51 MB
    assert sorted((desk.project / "sources").iterdir()) == files
    with pytest.raises(HTTPError, match="421"):
        urlopen(Request(f"{desk.address}/", headers={"Host": "evil.example"}))


def test_paths_lead_nowhere(desk: Server) -> None:
    """Whatever a path says, the files that are sent are those of the site."""
    host, port = desk.address.removeprefix("http://").split(":")
    secret = (desk.project / "mkdocs.yml").read_bytes()
    climbs = ("../mkdocs.yml", "%2e%2e/mkdocs.yml", "..%2fmkdocs.yml", "..%5cmkdocs.yml", "/etc/passwd", "articles/../../mkdocs.yml")
    for path in climbs:
        for folder in ("/", "/livedesk/", "/articles/"):
            connection = HTTPConnection(host, int(port), timeout=20)
            connection.request("GET", f"{folder}{path}")  # as it is: nothing tidies it
            response = connection.getresponse()
            content = response.read()
            connection.close()
            assert response.status in (302, 403, 404), (folder, path)
            assert secret not in content
            assert b"root:" not in content


EVIL = """<!DOCTYPE html><title>evil</title><body><script>
const results = {};
async function attempt(name, request) {
  try {
    const answer = await request();
    results[name] = `${answer.type} ${answer.status}`;
  } catch {
    results[name] = "refused";
  }
}
const json = { "Content-Type": "application/json", "X-Desk-Token": "x" };
const source = { method: "POST", mode: "no-cors", headers: { "Content-Type": "text/plain" }, body: "evil" };
const script = () => new Promise((done, fail) => {
  const made = Object.assign(document.createElement("script"), { src: "DESK/livedesk/inbox", onerror: fail });
  made.onload = () => done({ type: "loaded", status: 0 });
  document.body.append(made);
});
onload = async () => {
  await attempt("read", () => fetch("DESK/livedesk/article?id=torn"));
  await attempt("page", () => fetch("DESK/articles/torn/"));
  await attempt("write", () => fetch("DESK/livedesk/write", { method: "POST", headers: json, body: "{}" }));
  await attempt("source", () => fetch("DESK/livedesk/source?name=evil.txt", source));
  await attempt("script", script);
  document.getElementById("form").submit();
  await new Promise((wake) => { document.getElementById("sink").onload = wake; });
  document.title = JSON.stringify(results);
};
</script>
<iframe name="inside" src="DESK/articles/torn/"></iframe><iframe id="sink" name="sink"></iframe>
<form id="form" method="post" target="sink" enctype="text/plain" action="DESK/livedesk/source?name=evil.txt">
<input name="evil" value="evil"></form>
"""


def test_a_page_of_another_origin_can_do_nothing(browser: Browser, desk: Server, tmp_path: Path) -> None:
    """It is open in the same browser: requests of its scripts and forms, the page in a frame, and a name of its own that leads here."""
    write(tmp_path, {"index.html": EVIL.replace("DESK", desk.address)})
    before = tree(desk.project / "sources")
    with served(tmp_path) as evil:
        page = browser.new_page()
        statuses: list[tuple[str, int]] = []
        page.on("response", lambda response: statuses.append((response.url, response.status)) if "livedesk" in response.url else None)
        page.goto(evil)
        page.wait_for_function("document.title.startsWith('{')")
        results = json.loads(page.title())
        assert results.pop("source") in ("refused", "opaque 0")  # which is sent, and whose answer is not shown
        assert results == dict.fromkeys(("read", "page", "write", "script"), "refused")
        assert all(status in (403, 405) for _, status in statuses), statuses
        assert not [frame for frame in page.frames if frame.name == "inside" and frame.url.startswith(desk.address)]
        page.close()
    assert tree(desk.project / "sources") == before
    port = desk.address.rpartition(":")[2]
    rebound = browser.browser_type.launch(
        executable_path=chromium.find(), args=[*FLAGS, "--host-resolver-rules=MAP evil.example 127.0.0.1"]
    )
    try:
        page = rebound.new_page()
        response = page.goto(f"http://evil.example:{port}/articles/torn/")
        assert response is not None
        assert response.status == 421
        assert "data-token" not in page.content()
    finally:
        rebound.close()


def test_a_published_site_has_nothing_of_it(own: Path, again: Path) -> None:
    """With another desk the published site is the same, byte for byte; and no file has a word that only the desk has."""
    site, other = tree(own / "site"), tree(again / "site")
    assert [name for name in sorted(site.keys() | other.keys()) if site.get(name) != other.get(name)] == []
    words = (b"livedesk", b"jzDesk", b"desk-card", b"desk-switch", b"data-token")
    assert [(name, word) for name, content in site.items() for word in words if word in content] == []
