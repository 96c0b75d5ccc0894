"""A real server on the loopback address and a real browser, whose every request is watched."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from westphalia.serve.waitress_server import make_server
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.web import create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = PROJECT_ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
BUNDLE = PROJECT_ROOT / "graph" / "web" / "static" / "bundle" / "page.js"
STACK_BYTES = 256 * 1024 * 1024
PATIENCE_MS = 240_000
"""How long a page may take before a test gives up on it: what a test asserts is what comes, not how soon."""


def _missing() -> str:
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed (make test installs it)"
    if CHROMIUM is None:
        return "chromium is not installed"
    return (
        ""
        if AXE.exists() and BUNDLE.exists()
        else "the bundle of the pages has not been made (make install makes it)"
    )


MISSING = _missing()


@pytest.fixture(scope="session", autouse=True)
def _browser_is_there() -> None:
    if MISSING and os.environ.get("WESTPHALIA_REQUIRE_CHROMIUM") == "1":
        pytest.fail(f"The browser tests must run here, but {MISSING}.")
    if MISSING:
        pytest.skip(MISSING)


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture(scope="session")
def site(app: Flask, settings: Settings) -> Iterator[str]:
    """The address of a server of the project as it is."""
    server = make_server(app, settings, "127.0.0.1", 0)
    stack = threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    threading.stack_size(stack)
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="session")
def browser(_browser_is_there):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield started
        started.close()


def patient(opened):
    """The page, or the context of pages, with as much patience as any page may need."""
    opened.set_default_timeout(PATIENCE_MS)
    return opened


class Watched:
    """A tab that keeps what went wrong: requests to other hosts, errors of scripts, breaches of the policy."""

    def __init__(self, browser, site, **options):
        self.site = site
        self.faults = []
        self.context = patient(browser.new_context(base_url=site, **options))
        self.page = self.context.new_page()
        self.page.on("request", self._asked)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", self._said)

    def _asked(self, request):
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.faults.append(f"request to {request.url}")

    def _said(self, message):
        if message.type == "error":
            self.faults.append(f"console: {message.text}")


@pytest.fixture
def tab(browser, site):
    """Makes watched tabs; at the end none may have had a fault."""
    made = []

    def make(**options):
        made.append(Watched(browser, site, **options))
        return made[-1].page

    yield make
    faults = [fault for watched in made for fault in watched.faults]
    for watched in made:
        watched.context.close()
    assert faults == []


def patient_page(browser, site):
    """A page that is not watched for faults, since faults are what its test is about; as patient as the watched ones."""
    return patient(browser.new_page(base_url=site))


def until(page, holds: Callable[[], bool]) -> None:
    """Wait until the condition holds; fail when it still does not after the time that any page may take."""
    for _ in range(PATIENCE_MS // 100):
        if holds():
            return
        page.wait_for_timeout(100)
    pytest.fail("The condition did not come to hold.")
