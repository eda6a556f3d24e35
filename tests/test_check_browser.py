"""The HTML report in a real browser: filters by mouse and keyboard, a phone, and paper.

Needs Debian's chromium, chromium-driver, poppler-utils and fonts-noto-cjk.
"""

import base64
import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from fulian_kpi.judging import judge_file
from fulian_kpi.report.check_html import write_check_html
from fulian_kpi.report.paper import Paper
from samples import EXAMPLE, SHORTFALL

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

DESKTOP: Final = 1280
PHONE: Final = 375

SHOWN_ROWS: Final = """
    return [...document.querySelectorAll("tbody tr[data-verdict]")]
        .filter((row) => row.getClientRects().length)
        .map((row) => row.querySelector("th").innerText)
"""

BEYOND_THE_EDGE: Final = """
    const edge = document.documentElement.clientWidth;
    return [...document.querySelectorAll("main *")]
        .filter((each) => each.getBoundingClientRect().right > edge + 1)
        .map((each) => each.outerHTML.slice(0, 80))
"""

LONG_WORD: Final = "a" * 200

NARROW_TARGETS: Final = f"""\
year: 2024
department: {LONG_WORD}
tasks:
  - {{id: 1, name: {LONG_WORD}}}
indicators:
  产出指标:
    数量指标:
      - {{id: sessions, task: 1, name: {LONG_WORD}, target: "=12场"}}
"""

NARROW_ACTUALS: Final = f"""\
targets: targets.yaml
actuals:
  sessions: {{value: 10场, reason: {LONG_WORD}}}
"""


def missing() -> Iterator[str]:
    """Yield the packages that these tests need and this machine lacks."""
    for program, package in (
        ("chromium", "chromium"),
        ("chromedriver", "chromium-driver"),
        ("pdftotext", "poppler-utils"),
        ("fc-list", "fontconfig"),
    ):
        if shutil.which(program) is None:
            yield package
    if shutil.which("fc-list"):
        fonts = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False)
        if not fonts.stdout:
            yield "fonts-noto-cjk"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Chrome"]:
    lacking = list(missing())
    if lacking:
        pytest.skip(f"not installed: {' '.join(lacking)}")
    webdriver = pytest.importorskip("selenium.webdriver", reason="not installed: selenium")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("page") / "report.html", SHORTFALL)


def written(page: Path, *actuals: Path) -> Path:
    stream = io.StringIO()
    write_check_html([judge_file(str(each)) for each in actuals], Paper(stream))
    page.write_text(stream.getvalue(), encoding="utf-8")
    return page


def visit(browser: "Chrome", page: Path, width: int) -> None:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width == PHONE}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(page.as_uri())


def shown(browser: "Chrome") -> list[str]:
    """Return the names of the indicators that are to be seen."""
    rows: list[str] = browser.execute_script(SHOWN_ROWS)
    return rows


def status(browser: "Chrome") -> str:
    return browser.find_element("css selector", "[role=status]").text


def complaints(browser: "Chrome") -> list[str]:
    """Return what the browser has put on its console since it was last asked."""
    entries = browser.get_log("browser")  # type: ignore[no-untyped-call]  # selenium's
    return [each["message"] for each in entries]


def tab_to(browser: "Chrome", selector: str) -> None:
    """Press Tab until the control has the focus."""
    for _ in range(60):
        press(browser, "\ue004")
        if browser.execute_script("return document.activeElement.matches(arguments[0])", selector):
            return
    pytest.fail(f"Tab never reached {selector}")


def press(browser: "Chrome", keys: str) -> None:
    from selenium.webdriver import ActionChains

    ActionChains(browser).send_keys(keys).perform()


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_click_leaves_the_rows_of_a_verdict(browser: "Chrome", page: Path, width: int) -> None:
    visit(browser, page, width)
    assert len(shown(browser)) == 34
    assert status(browser) == "显示 34 项，共 34 项"

    browser.find_element("css selector", "button[data-verdict=missed]").click()
    assert shown(browser) == ["三八节主题活动辐射人群数"]
    assert status(browser) == "显示 1 项，共 34 项"

    browser.find_element("css selector", "button[data-verdict=unreported]").click()
    assert shown(browser) == ["三八节主题活动辐射人群数", "儿童及其家庭满意度"]

    browser.find_element("css selector", "button[data-reset]").click()
    assert len(shown(browser)) == 34


def test_the_keyboard_alone_filters_by_verdict(browser: "Chrome", page: Path) -> None:
    from selenium.webdriver import Keys

    visit(browser, page, DESKTOP)
    tab_to(browser, "button[data-verdict=partial]")
    press(browser, Keys.SPACE)
    assert shown(browser) == ["引领广大女性融入全市经济产业建设，助力创新创业和乡村振兴工作"]
    pressed = browser.find_element("css selector", "button[data-verdict=partial]")
    assert pressed.get_attribute("aria-pressed") == "true"

    tab_to(browser, "button[data-reset]")
    press(browser, Keys.ENTER)
    assert len(shown(browser)) == 34


def test_the_keyboard_alone_filters_by_task(browser: "Chrome", page: Path) -> None:
    from selenium.webdriver import Keys

    visit(browser, page, PHONE)
    tab_to(browser, "select")
    press(browser, Keys.ARROW_DOWN * 5)
    assert shown(browser) == [
        "组织纪念三八节主题活动",
        "三八节主题活动完成率",
        "三八节主题活动完成及时率",
        "三八节主题活动辐射人群数",
        "三八节主题活动全国省市媒体报道次数",
    ]
    tab_to(browser, "button[data-verdict=exceeded]")
    press(browser, Keys.ENTER)
    assert shown(browser) == []
    assert browser.find_element("css selector", ".nothing").text == "没有符合条件的指标。"


def test_a_link_shows_its_row_though_it_was_filtered_out(browser: "Chrome", page: Path) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    visit(browser, page, DESKTOP)
    browser.find_element("css selector", "button[data-verdict=met]").click()
    assert len(shown(browser)) == 30
    browser.find_element("css selector", "a[href='#row-1-t5-social-1']").click()
    # The page hears of its new address a little later.
    WebDriverWait(browser, 10).until(lambda each: len(shown(each)) == 34)
    top = browser.execute_script(
        "return document.getElementById('row-1-t5-social-1').getBoundingClientRect().top"
    )
    assert 0 <= top < 800


def test_a_filter_touches_its_own_section_alone(browser: "Chrome", tmp_path: Path) -> None:
    visit(browser, written(tmp_path / "two.html", EXAMPLE, SHORTFALL), DESKTOP)
    assert len(shown(browser)) == 68
    browser.find_element("css selector", "#report-2 button[data-verdict=missed]").click()
    assert len(shown(browser)) == 35


@pytest.mark.parametrize("width", [DESKTOP, 800, PHONE])
def test_nothing_sticks_out_sideways(browser: "Chrome", tmp_path: Path, width: int) -> None:
    """Neither the example nor words that cannot be broken make the page scroll sideways."""
    (tmp_path / "targets.yaml").write_text(NARROW_TARGETS, encoding="utf-8")
    long = tmp_path / "actuals.yaml"
    long.write_text(NARROW_ACTUALS, encoding="utf-8")
    visit(browser, written(tmp_path / "long.html", SHORTFALL, long), width)
    root = "return document.documentElement"
    assert browser.execute_script(f"{root}.scrollWidth <= document.documentElement.clientWidth")
    assert browser.execute_script(BEYOND_THE_EDGE) == []


def test_without_a_script_everything_is_there(
    browser: "Chrome", page: Path, tmp_path: Path
) -> None:
    source = page.read_text(encoding="utf-8")
    bare = tmp_path / "bare.html"
    bare.write_text(re.sub(r"<script>.*?</script>", "", source, flags=re.DOTALL), encoding="utf-8")
    visit(browser, bare, DESKTOP)
    assert len(shown(browser)) == 34
    assert not browser.find_element("css selector", ".filters").is_displayed()


def test_the_browser_has_nothing_to_complain_about(browser: "Chrome", page: Path) -> None:
    """The policy lets our script and style through, and nothing else was asked for."""
    complaints(browser)
    visit(browser, page, DESKTOP)
    assert complaints(browser) == []


def test_paper_has_the_official_form(browser: "Chrome", page: Path, tmp_path: Path) -> None:
    visit(browser, page, DESKTOP)
    browser.find_element("css selector", "button[data-verdict=missed]").click()
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = tmp_path / "form.pdf"
    pdf.write_bytes(base64.b64decode(printed["data"]))
    assert "(A4)" in output("pdfinfo", pdf)

    pages = [squeezed(each) for each in output("pdftotext", "-layout", pdf, "-").split("\f")]
    assert pages[0].startswith("成都市妇女联合会2022年部门整体支出绩效自评表")
    assert "3,463.003,289.8510.0095.00%9.50" in pages[0]
    for heading in ("三级指标", "分值得分"):
        assert all(heading in each for each in pages if each)
    text = "".join(pages)
    for wanted in ("≥1万人次9800人次3.753.68", "总分100.0095.16", "填报人", "财务负责人"):
        assert wanted in text
    for unwanted in ("打印绩效自评表", "清除筛选", "显示"):
        assert unwanted not in text


def output(*arguments: str | Path) -> str:
    return subprocess.run(arguments, capture_output=True, check=True, timeout=60).stdout.decode()


def squeezed(text: str) -> str:
    """Return `text` without blanks; fonts give some characters the code of a look-alike."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
