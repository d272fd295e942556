"""A browser for tests of pages, where the machine has one."""

import shutil
from contextlib import contextmanager

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


# One browser a module: while Playwright runs, no other test can start a loop of asyncio, as notebooks need.
@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@contextmanager
def open_page(browser, path, **context):
    """Yield a page, and the list of the errors and dialogs that it comes to."""
    page = browser.new_page(**{"viewport": {"width": 1300, "height": 900}, **context})
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.goto(path.absolute().as_uri())
    yield page, said
    page.close()
