"""Pages in a browser: as wide as the screen, in light and in dark, by the keyboard alone."""

import shutil

import pytest

from conformance.report.page import bench_page, campaign_page
from tests.report.pages import HOSTILE, found, history, results

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the extra `browser` is not installed"
)
pytest.importorskip("matplotlib", reason="the extra `report` is not installed")

LONG = b"local " + b"name, " * 200 + b"last = 1\n" + HOSTILE
SIZES = {"laptop": (1280, 800), "phone": (390, 844)}
# Milliseconds that a step may take: a machine that tests on all its processors is slow.
PATIENCE = 240_000
# A system's own browser, where Playwright has none.
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        path = next((found for name in NAMES if (found := shutil.which(name))), None)
        try:
            # Containers have no user namespaces; these pages are ours and run nothing.
            browser = driver.chromium.launch(
                executable_path=path, args=["--no-sandbox"], timeout=PATIENCE
            )
        except playwright.Error as error:
            pytest.skip(f"no browser: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    findings = found(1, source=LONG, capsule="corpus/c"), found(2, source=LONG)
    pages = {"campaign": campaign_page(history(*findings)), "bench": bench_page(results())}
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page.html, "utf-8")
    return folder


@pytest.fixture(params=[(name, size) for name in ("campaign", "bench") for size in SIZES])
def opened(request, browser, files):
    """A page that is open, with the addresses that it asked for and what it complained of."""
    name, size = request.param
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.asked, page.said = [], []
    page.on("request", lambda one: page.asked.append(one.url))
    page.on("console", lambda one: page.said.append(one.text))
    page.on("dialog", lambda one: page.said.append(one.message))
    page.goto((files / f"{name}.html").as_uri())
    yield page
    context.close()


def test_nothing_is_asked_for_and_nothing_is_complained_of(opened):
    assert len(opened.asked) == 1 and opened.said == []


def test_the_page_is_as_wide_as_the_screen(opened):
    wide, screen = opened.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= screen
    opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert opened.evaluate("document.documentElement.scrollWidth") <= screen
    # Charts are drawn as large as there is room, and their text can be read.
    for chart in opened.locator("svg.chart").all():
        box = chart.bounding_box()
        assert 250 < box["width"] <= screen and box["height"] > 100


CONTRAST = """
() => {
  const light = text => {
    const [r, g, b] = text.match(/[\\d.]+/g).map(Number).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const found = {};
  for (const one of document.querySelectorAll('p, dt, dd, th, td, a, figcaption, summary, .tag')) {
    const ink = light(getComputedStyle(one).color);
    const [high, low] = ink > paper ? [ink, paper] : [paper, ink];
    found[one.tagName + '.' + one.className] = (high + 0.05) / (low + 0.05);
  }
  return found;
}
"""


def test_text_can_be_read_in_light_and_in_dark(opened):
    papers = []
    for scheme in ("light", "dark"):
        opened.emulate_media(color_scheme=scheme)
        papers.append(opened.evaluate("getComputedStyle(document.body).backgroundColor"))
        # WCAG 2.1, 1.4.3: at least 4.5 for text.
        low = {name: ratio for name, ratio in opened.evaluate(CONTRAST).items() if ratio < 4.5}
        assert not low, (scheme, low)
        stroke = opened.locator("svg.chart [style*='--series-1']").first
        assert stroke.evaluate("e => getComputedStyle(e).stroke") not in ("none", "")
    assert papers[0] != papers[1]


def test_all_can_be_reached_by_the_keyboard(opened):
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == "Skip to the content"
    box = opened.locator(".skip").bounding_box()
    assert box["x"] >= 0 and box["width"] > 50
    assert opened.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "main"
    reached = opened.evaluate("document.querySelectorAll('main summary').length")
    for _ in range(60):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.tagName") == "SUMMARY":
            reached -= 1
            before = opened.evaluate("document.activeElement.parentElement.open")
            opened.keyboard.press("Enter")
            assert opened.evaluate("document.activeElement.parentElement.open") is not before
    assert reached <= 0


def test_programs_are_shown_as_they_are(browser, files):
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto((files / "campaign.html").as_uri())
    text = page.locator("pre code").first.inner_text()
    assert "print('<script>alert(1)</script>') --]]>\"&amp;" in text
