// Calls functions of the browser code: reads a list of [module, function, arguments], writes what each gave.
//
// Only pure modules can be called so: they import types and each other. Node takes the types away itself, and is told
// here that a name without an ending is a .ts file, as the bundler takes it. A text that begins with "@" stands for an
// instant, and -Infinity is written as null.

import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

registerHooks({
  resolve: (name, context, next) => next(name.startsWith(".") && !name.endsWith(".ts") ? `${name}.ts` : name, context),
});

function revive(_key, value) {
  return typeof value === "string" && value.startsWith("@") ? new Date(value.slice(1)) : value;
}

const given = [];
for (const [module, name, args] of JSON.parse(readFileSync(0, "utf8"), revive)) {
  const code = await import(`../../frontend/${module}.ts`);
  given.push(code[name](...args) ?? null);
}
process.stdout.write(JSON.stringify(given));
