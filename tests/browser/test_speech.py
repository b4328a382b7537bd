"""Reading aloud, with an engine in the place of the browser's: sentence by sentence, at a speed, and on to the next article."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import listen, window

Speaking = Callable[..., Page]
ARTICLE = "articles/kuaishou-double-subsidy/"
# An engine that records what it has to say, and has said it when the test calls `said`; `voices` is what it has.
ENGINE = """
  const spoken = window.spoken = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const engine = Object.assign(new EventTarget(), {
    getVoices: () => VOICES,
    speak(utterance) { spoken.push({ text: utterance.text, lang: utterance.lang, rate: utterance.rate }); engine.now = utterance; },
    cancel() { engine.now = null; },
  });
  Object.defineProperty(window, "speechSynthesis", { value: engine });
  window.said = () => engine.now.onend();
"""
LOCAL = [{"lang": "en-US", "localService": True}, {"lang": "zh_CN", "localService": True}, {"lang": "zh-HK", "localService": True}]
LIT = "[...(CSS.highlights.get('jz-spoken') || [])].join('')"


@pytest.fixture
def speaking(browser: Browser, site: str) -> Iterator[Speaking]:
    """A function that opens a page in a browser with these voices."""
    pages: list[Page] = []
    complaints: list[str] = []

    def open_page(path: str = ARTICLE, voices: object = LOCAL) -> Page:
        page = window(browser, "desktop", "light", True)
        pages.append(page)
        page.add_init_script(ENGINE.replace("VOICES", str(voices).replace("True", "true").replace("False", "false")))
        listen(page, site, complaints)
        page.goto(site + path)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert not complaints


def begin(page: Page) -> None:
    page.keyboard.press("?")
    page.get_by_role("button", name="朗读").click()
    expect(page.get_by_role("toolbar", name="朗读")).to_be_visible()


def test_sentences_are_read_and_lit_one_after_the_other(speaking: Speaking) -> None:
    page = speaking()
    page.emulate_media(reduced_motion="reduce")  # it scrolls at once
    begin(page)
    page.wait_for_function("() => spoken.length === 1")
    assert page.evaluate("spoken[0]") == {
        "text": "6月14日，快手一哥辛巴复出直播带货，最终创造12.5亿的成绩，完成了直播带货单场销售额最高的历史记录。",
        "lang": "zh_CN",
        "rate": 1,
    }
    for _ in range(12):
        assert page.evaluate(f"{LIT}.replaceAll('\\u2060', '')") == page.evaluate("spoken.at(-1).text")
        page.evaluate("said()")
    texts = page.evaluate("spoken.map(({ text }) => text)")
    assert "①" not in "".join(texts)
    assert len(set(texts)) == 13
    box = page.evaluate("[...CSS.highlights.get('jz-spoken')][0].getBoundingClientRect().toJSON()")
    assert 0 < box["top"] < box["bottom"] < 900


def test_reading_can_be_paused_moved_and_made_faster(speaking: Speaking) -> None:
    page = speaking()
    page.keyboard.press("r")
    bar = page.get_by_role("toolbar", name="朗读")
    expect(bar.get_by_role("button", name="停一停")).to_be_focused()
    bar.get_by_role("button", name="停一停").click()
    assert page.evaluate("speechSynthesis.now") is None
    bar.get_by_role("button", name="后一句").click()
    bar.get_by_role("button", name="接着读").click()
    first, second = page.evaluate("spoken.map(({ text }) => text)")
    assert second != first
    bar.get_by_role("combobox", name="语速").select_option("1.5")
    assert page.evaluate("spoken.at(-1)") == {"text": second, "lang": "zh_CN", "rate": 1.5}
    bar.get_by_role("button", name="前一句").click()
    assert page.evaluate("spoken.at(-1).text") == first
    bar.get_by_role("button", name="不读了").click()
    expect(bar).to_be_hidden()
    assert page.evaluate(LIT) == ""
    page.reload()
    page.keyboard.press("r")
    page.wait_for_function("() => spoken.length === 1")
    assert page.evaluate("spoken[0].rate") == 1.5


def test_the_next_article_is_read_on(speaking: Speaking) -> None:
    page = speaking()
    begin(page)
    page.wait_for_function("() => spoken.length === 1")
    page.evaluate("() => { for (let n = 0; n < 1000 && speechSynthesis.now; n++) said(); }")
    way = page.locator("a[rel=next]").first
    following = page.get_by_role("toolbar", name="朗读").get_by_role("link", name="后一篇")
    expect(following).to_be_focused()
    to = str(way.get_attribute("href"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{to.strip('./')}/")
    page.wait_for_function("() => spoken.length === 1")


@pytest.mark.parametrize(
    ("path", "voices", "spoken"),
    [
        (ARTICLE, [{"lang": "en-US", "localService": True}], None),
        (ARTICLE, [{"lang": "zh-CN", "localService": False}], None),  # it would send the text to another host
        (ARTICLE, [], None),
        (f"zh-hk/{ARTICLE}", [{"lang": "zh-CN", "localService": True}], None),
        (f"zh-hk/{ARTICLE}", LOCAL, "zh-HK"),
        (f"zh-tw/{ARTICLE}", [*LOCAL, {"lang": "cmn-Hant-TW", "localService": True}], "cmn-Hant-TW"),
        (f"zh-tw/{ARTICLE}", LOCAL, "zh_CN"),  # the same language
    ],
)
def test_the_voice_is_of_the_language_and_on_the_device(speaking: Speaking, path: str, voices: object, spoken: str | None) -> None:
    """Without one there is no button."""
    page = speaking(path, voices)
    page.keyboard.press("?")
    button = page.locator(".jz-tools [data-do=speech]")
    if spoken is None:
        expect(button).to_be_hidden()
        return
    button.click()
    page.wait_for_function("() => spoken.length === 1")
    assert page.evaluate("spoken[0].lang") == spoken


def test_voices_may_come_late(speaking: Speaking) -> None:
    page = speaking(voices=[])
    page.evaluate("speechSynthesis.getVoices = () => [{ lang: 'zh-CN', localService: true }]")
    page.evaluate("speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    page.keyboard.press("?")
    expect(page.get_by_role("button", name="朗读")).to_be_visible()
