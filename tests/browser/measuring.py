"""What can be measured of a page as it stands: what lies outside it, what is cut off, what is too small to press."""

from playwright.sync_api import Page

_OUTSIDE = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const beyond = (one) => one.children.length === 0 && one.getBoundingClientRect().right > clientWidth;
    const found = [...document.querySelectorAll("body *")].filter(beyond).slice(0, 3);
    const names = found.map((one) => `${one.tagName} .${one.className} ${one.textContent}`);
    return [`the page is ${scrollWidth} wide in ${clientWidth}: ${names.join("; ")}`];
}"""
# For readers alone, and what scrolls by itself, is not cut off.
_CUT = """() => [...document.querySelectorAll("body *")].flatMap((one) => {
    const style = getComputedStyle(one);
    const seen = one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!seen || one.closest("svg, .for-readers, [aria-hidden=true]") || one.clientWidth === 0) return [];
    const hides = (way) => way === "hidden" || way === "clip";
    const wide = hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
    // A line may be lower than its signs' own height; what they show is not cut by that.
    const high = hides(style.overflowY) && one.scrollHeight > one.clientHeight + 0.35 * parseFloat(style.fontSize);
    return wide || high ? [`${one.tagName} .${one.className}: ${one.textContent.trim().slice(0, 40)}`] : [];
})"""
# A link inside a sentence is as high as its line; the label of a box is pressed with it.
_SMALL = """(least) => [...document.querySelectorAll("button, summary, [role=switch], a, input, select")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches("[type=checkbox], [type=radio]"))
    .filter((one) => !(one.matches("a") && getComputedStyle(one).display === "inline"))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 1 && (height < least - 0.5 || width < Math.min(least, 44) - 0.5))
    .map(([one, { width, height }]) => `${one.textContent.trim()} ${Math.round(width)}x${Math.round(height)}`)"""

OUTLINE = """() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return document.activeElement !== document.body && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
}"""


_SETTLED = """() => Promise.all(document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity)
    .map((one) => one.finished.catch(() => undefined)))"""


def settled(page: Page) -> None:
    """Nothing is half-way to another size or colour."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.evaluate(_SETTLED)


def double_text(page: Page) -> None:
    """Text at 200%, as a browser's own setting makes it."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")


def usual_text(page: Page) -> None:
    page.evaluate("document.documentElement.style.fontSize = ''")


def lost(page: Page) -> list[str]:
    """What lies outside the page or is cut off in it."""
    found: list[str] = page.evaluate(_OUTSIDE) + page.evaluate(_CUT)
    return found


def small(page: Page, least: int) -> list[str]:
    """What is pressed and is lower than so many pixels."""
    found: list[str] = page.evaluate(_SMALL, least)
    return found


def focus_shown(page: Page) -> bool:
    """Whether something other than the page itself has the focus, with an outline to be seen."""
    return bool(page.evaluate(OUTLINE))
