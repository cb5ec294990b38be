"""Flask's rules for addresses, which are here to be matched: what would build an address waits until it is asked for.

Werkzeug compiles two functions for that beside every rule, and with some two hundred doors they are four fifths of what
it costs to put a server together. Nothing in this house asks for them; where somebody does, they are compiled then.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule


class MatchedRule(Rule):
    """A rule whose builder is compiled when it is used."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = super()._compile_builder

        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            return compiled(append_unknown)(rule, **values)

        return build
