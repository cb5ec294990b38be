// Calls functions of the browser code: reads a list of [module, function, arguments], writes what each gave.
//
// Only modules that import nothing but types can be called so; Node takes the types away itself. A text that begins
// with "@" stands for an instant, and -Infinity is written as null.

import { readFileSync } from "node:fs";

function revive(_key, value) {
  return typeof value === "string" && value.startsWith("@") ? new Date(value.slice(1)) : value;
}

const given = [];
for (const [module, name, args] of JSON.parse(readFileSync(0, "utf8"), revive)) {
  const code = await import(`../../frontend/${module}.ts`);
  given.push(code[name](...args) ?? null);
}
process.stdout.write(JSON.stringify(given));
