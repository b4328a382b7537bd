"""WebKitGTK from the packages of a system, driven over WebDriver by selenium. As a script: make sure that there is one.

It is the engine of Safari in the small browser that comes with it, which needs a display: `make browsers` gives it one that nobody sees.
"""

from __future__ import annotations

import glob
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from browser import chromium

BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
PACKAGES = ("webkit2gtk-driver", "xvfb", "xauth", chromium.FONTS)
HELP = "No WebKitGTK: install it (Debian: apt install webkit2gtk-driver xvfb xauth)"
PATIENCE = 30  # seconds that a busy machine may need
# The buttons of this browser keep its window wider than a telephone's.
NARROW = """headerbar, toolbar, .toolbar, notebook, entry, button, box { min-width: 0; min-height: 0; padding: 0; margin: 0 }
entry { min-width: 1px; font-size: 1px }
button image { -gtk-icon-transform: scale(.1); margin: -6px }
"""
COMPLAINTS = """window.complaints ??= [];
addEventListener("error", ({ message }) => complaints.push(message));
addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
addEventListener("securitypolicyviolation", ({ violatedDirective }) => complaints.push(violatedDirective));"""


def find() -> tuple[str, str] | None:
    """The browser and its driver."""
    driver, browsers = shutil.which("WebKitWebDriver"), sorted(glob.glob(BROWSERS))
    return (browsers[-1], driver) if driver and browsers else None


@contextmanager
def window(folder: Path, width: int, height: int, script: bool = True) -> Iterator[Window]:
    """A window of a browser of its own, with the settings of its toolkit in ``folder``."""
    found = find()
    assert found, HELP
    browser, driver = found
    style = folder / "gtk-3.0" / "gtk.css"
    style.parent.mkdir(parents=True)
    style.write_text(NARROW, "utf-8")
    options = Options()
    options.binary_location = browser
    for argument in ("--automation", f"--enable-javascript={str(script).lower()}"):
        options.add_argument(argument)
    service = Service(executable_path=driver, env={**os.environ, "XDG_CONFIG_HOME": str(folder)})
    running = WebKitGTK(options=options, service=service)
    try:
        opened = Window(running, script)
        opened.resize(width, height)
        yield opened
    finally:
        running.quit()


class Window:
    """What the tests do in a window."""

    def __init__(self, driver: WebKitGTK, script: bool) -> None:
        self.driver, self.script = driver, script

    def resize(self, width: int, height: int) -> None:
        """Set the size of the page, which is the window's less its frame."""
        self.driver.set_window_size(width, height)
        inner = self.run("return [innerWidth, innerHeight]") if self.script else (width, height)
        self.driver.set_window_size(2 * width - inner[0], 2 * height - inner[1])

    def open(self, address: str) -> None:
        self.driver.get(address)
        if self.script:
            self.run(COMPLAINTS)

    def run(self, script: str, *args: object) -> Any:
        return self.driver.execute_script(script, *args)

    def one(self, selector: str) -> WebElement:
        """The first element for a selector, as soon as there is one."""
        return WebDriverWait(self.driver, PATIENCE).until(lambda driver: driver.find_element(By.CSS_SELECTOR, selector))

    def until(self, condition: str | Callable[[], object], *args: object) -> None:
        """Wait until an expression in the page, or a function here, is true."""
        asked = (lambda: self.run(f"return {condition}", *args)) if isinstance(condition, str) else condition
        WebDriverWait(self.driver, PATIENCE).until(lambda _: asked(), str(condition))

    def shown(self, selector: str) -> WebElement:
        """The first element for a selector, as soon as it is to be seen."""
        element = self.one(selector)
        self.until(element.is_displayed)
        return element

    def press(self, keys: str) -> None:
        self.driver.switch_to.active_element.send_keys(keys)

    def point(self, element: WebElement) -> None:
        """Move the mouse onto an element."""
        self._bring_into_view(element)
        builder = ActionBuilder(self.driver)
        builder.pointer_action.move_to(element)
        builder.perform()

    def tap(self, element: WebElement) -> None:
        """Touch an element with a finger."""
        self._bring_into_view(element)
        builder = ActionBuilder(self.driver, mouse=PointerInput("touch", "finger"))
        builder.pointer_action.move_to(element).pointer_down().pointer_up()
        builder.perform()

    def _bring_into_view(self, element: WebElement) -> None:
        self.run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element)


ESCAPE, DOWN = Keys.ESCAPE, Keys.ARROW_DOWN


def main() -> int:
    if not find() and (apt := chromium.apt_get()):
        chromium.run([*apt, "update"])
        chromium.run([*apt, "install", *PACKAGES])
    found = find()
    print(" ".join(found) if found else HELP, file=sys.stdout if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
