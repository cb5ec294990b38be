"""JSON Schema as the API's document uses it: what does not fit one, and values that (mostly) do."""

from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
Pools = Mapping[str, st.SearchStrategy[Any]]

KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
# Half a surrogate pair is what a careless client's JSON may hold.
TEXT = st.text(st.characters(codec=None), max_size=30)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)


def mostly(usual: st.SearchStrategy[Any], odd: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Five times in six `usual`; `one_of` knows no weights."""
    return st.integers(0, 5).flatmap(lambda chosen: usual if chosen else odd)


class Schemas:
    """The named schemas of one document."""

    def __init__(self, document: Json) -> None:
        self.named: Json = document["components"]["schemas"]

    def of(self, schema: Json) -> Json:
        """The schema itself, where a reference stands for it."""
        while "$ref" in schema:
            schema = self.named[schema["$ref"].removeprefix("#/components/schemas/")]
        return schema

    def misfits(self, schema: Json, value: Any, at: str = "") -> Iterator[str]:
        """What of `value` does not fit `schema`, each with its place."""
        schema = self.of(schema)
        if "anyOf" in schema:
            if all(list(self.misfits(each, value, at)) for each in schema["anyOf"]):
                yield f"{at}: {value!r} fits none of {schema['anyOf']}"
            return
        kind = schema.get("type")
        right = KINDS.get(kind, (object,))
        if not isinstance(value, right) or (kind in ("integer", "number") and isinstance(value, bool)):
            yield f"{at}: {value!r} is no {kind}"
        elif kind == "array":
            for index, each in enumerate(value):
                yield from self.misfits(schema.get("items", {}), each, f"{at}[{index}]")
        elif kind == "object":
            yield from self._object_misfits(schema, value, at)
        elif value not in schema.get("enum", [value]) or value != schema.get("const", value):
            yield f"{at}: {value!r} is not among {schema}"

    def _object_misfits(self, schema: Json, value: Json, at: str) -> Iterator[str]:
        properties, more = schema.get("properties", {}), schema.get("additionalProperties", True)
        yield from (f"{at}.{name} is missing" for name in schema.get("required", []) if name not in value)
        for name, each in value.items():
            if name in properties:
                yield from self.misfits(properties[name], each, f"{at}.{name}")
            elif more is False:
                yield f"{at}.{name} is not foretold"
            elif isinstance(more, dict):
                yield from self.misfits(more, each, f"{at}.{name}")

    def values(self, schema: Json, pools: Pools, name: str = "") -> st.SearchStrategy[Any]:
        """Values that fit a schema's kinds (not always its limits); `pools` has sensible ones by property name."""
        schema = self.of(schema)
        if "anyOf" in schema:
            return st.one_of([self.values(each, pools, name) for each in schema["anyOf"]])
        if "enum" in schema or "const" in schema:
            return st.sampled_from(schema.get("enum") or [schema["const"]])
        kind = schema.get("type")
        if kind == "object":
            return self._objects(schema, pools)
        if kind == "array":
            return st.lists(self.values(schema.get("items", {}), pools, name), max_size=4)
        plain = {
            "string": TEXT | st.just("2026-11-23T03:00:00Z"),
            "integer": st.integers(-2, 40) | st.integers(),
            "number": st.floats(allow_nan=False),
            "boolean": st.booleans(),
            "null": st.none(),
        }.get(kind or "", ANYTHING)
        return mostly(pools[name], plain) if name in pools and kind == "string" else plain

    def _objects(self, schema: Json, pools: Pools) -> st.SearchStrategy[Any]:
        properties = schema.get("properties", {})
        values = {name: self.values(each, pools, name) for name, each in properties.items()}
        needed = {name: value for name, value in values.items() if name in schema.get("required", [])}
        fitting = st.fixed_dictionaries(needed, optional={name: values[name] for name in values.keys() - needed.keys()})
        return mostly(fitting, spoilt(fitting))


def spoilt(fitting: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Objects with one thing wrong: a value of any kind, something missing, or something more."""

    def spoil(given: Json, how: str, value: Any) -> Json:
        name = next(iter(given), "more")
        if how == "missing":
            return {key: each for key, each in given.items() if key != name}
        return {**given, (name if how == "other" else how): value}

    return st.builds(spoil, fitting, st.sampled_from(["missing", "other", "more", ""]), ANYTHING)
