// Hands facts to the order that every page shows them in: reads a list of scenarios, writes what each showed.
//
// A scenario is {start, facts: [{seq, prev}]}: a snapshot at `start` comes first, or last where `late` is said. What is
// shown is told as numbers, with whether a hole is left. Node takes the types away itself.

import { readFileSync } from "node:fs";
import { Order } from "../../frontend/shared/order.ts";

function show({ start, late, facts }) {
  const order = new Order();
  if (!late) order.startAt(start);
  const shown = facts.flatMap((fact) => order.take(fact));
  if (late) order.startAt(start);
  shown.push(...order.ready());
  return { shown: shown.map((fact) => fact.seq), hole: order.hasHole };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(show)));
