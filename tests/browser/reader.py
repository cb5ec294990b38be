"""A card reader or a scanner under test, at its own speed however busy the machine is."""

from playwright.sync_api import Page

# In one go: sent key by key from here, each would come when this machine gets round to it, slower than any reader. What
# nobody keeps to themselves is typed where the focus is, as the browser does with a key.
_READ = """([keys, enter]) => {
    const press = (key) => {
        const at = document.activeElement ?? document.body;
        return at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    };
    for (const key of keys) if (press(key)) document.execCommand("insertText", false, key);
    if (enter) press("Enter");
}"""


def scan(page: Page, code: str, *, enter: bool = True) -> None:
    """What a reader does wherever the focus is: keys without a pause, then Enter."""
    page.evaluate(_READ, [list(code), enter])
