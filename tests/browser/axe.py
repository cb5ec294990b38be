"""What axe-core finds wrong with a page as it stands, each in one line."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

_RUN = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.flatMap((found) =>
    found.nodes.map(({ target, failureSummary }) =>
        `${found.id}: ${target.join(" ")} – ${failureSummary.replace(/\\s+/g, " ")}`))"""


def violations(page: Page) -> list[str]:
    """Every violation on the page, as `rule: element – what to do`; all rules of axe, the best practices too."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        # Not as a script element: the page's content security policy allows none from elsewhere.
        page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found: list[str] = page.evaluate(_RUN)
    return found
