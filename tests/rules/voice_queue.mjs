// Plays queues through the screen's voice queue: reads a list of scenarios, writes what each said.
//
// A scenario is {announcements: [{seq, kind, ticket, window, languages, repeat, seconds}], leaves: {phrases: [tickets]}}:
// after so many phrases the tickets are no longer called. Node takes the types away itself.

import { readFileSync } from "node:fs";
import { VoiceQueue } from "../../frontend/screen/voice-queue.ts";

const LONGEST = 200;

function play({ announcements, leaves }) {
  const queue = new VoiceQueue();
  const calling = new Map();
  for (const announcement of announcements) {
    if (announcement.kind === "call") calling.set(announcement.ticket, announcement.window);
    else calling.delete(announcement.ticket);
    queue.add(announcement);
  }
  const said = [];
  while (said.length < LONGEST) {
    for (const ticket of leaves[said.length] ?? []) calling.delete(ticket);
    const phrase = queue.next((ticket) => calling.get(ticket) ?? null);
    if (phrase === null) break;
    said.push([phrase.announcement.seq, phrase.language, phrase.first]);
  }
  return said;
}

const scenarios = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(scenarios.map(play)));
