// Card readers and code scanners type like a keyboard, much faster than a person, and end with Enter: anywhere on the
// page, and into nothing on it.

/** Keys that follow each other within this are a reader's, or two fingers of a person; where there is nothing to type
 * a busy machine may take its time. */
const FAST_MS = 250;
const FAST_IN_FIELD_MS = 70;
/** After this long without a key a run is over; readers pause before their Enter less than this. */
const REST_MS = 300;
/** As many fast keys are no person's in a field, and elsewhere, where there is nothing to type. */
const LEAST_IN_FIELD = 6;
const LEAST = 3;
/** The space bar stays the focused button's. */
const CHARACTER = /^([0-9A-Za-z]|Backspace)$/;
/** What came without Enter and is as long as an identity number counts too: some readers send none. */
const WHOLE_WITHOUT_ENTER = 18;

interface Field {
  readonly input: HTMLInputElement;
  readonly value: string;
}

/** Tells what a reader typed, as it came. What people type arrives where they type it. */
export class Scanner {
  private run = "";
  private held = "";
  private field: Field | null = null;
  private last = 0;
  private timer = 0;

  /** `inHand`: the field that takes what people type while nothing that can be typed into has the focus; null for none. */
  constructor(private readonly heard: (code: string) => void, private readonly inHand: () => HTMLInputElement | null) {
    window.addEventListener("keydown", (event) => this.key(event), true);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.key === "Enter") return this.enter(event);
    if (event.key === "Backspace") return void this.fieldFor(event);
    // A card's fields may be parted by Tab, which would wander over the page.
    const character = event.key.length === 1 ? event.key : event.key === "Tab" && this.run.length >= LEAST ? " " : null;
    if (character === null) return;
    const fast = event.timeStamp - this.last <= (this.field === null ? FAST_MS : FAST_IN_FIELD_MS);
    this.last = event.timeStamp;
    if (fast && this.run !== "") this.hold(event, character);
    else this.begin(event, character);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.rest(), REST_MS);
  }

  /** The first key may be anybody's: it goes where it goes, and is taken back if it was a reader's. */
  private begin(event: KeyboardEvent, character: string): void {
    this.giveBack();
    this.run = character;
    const input = this.fieldFor(event);
    this.field = input === null ? null : { input, value: input.value };
  }

  /** Where this key will be typed: a key of the glass that was pressed last keeps the focus, and takes no letters. */
  private fieldFor({ target, key }: KeyboardEvent): HTMLInputElement | null {
    if (target instanceof HTMLInputElement) return target;
    const input = CHARACTER.test(key) ? this.inHand() : null;
    input?.focus({ preventScroll: true });
    input?.setSelectionRange(input.value.length, input.value.length);
    return input;
  }

  private hold(event: KeyboardEvent, character: string): void {
    event.preventDefault();
    this.run += character;
    this.held += character;
  }

  private enter(event: KeyboardEvent): void {
    const soon = event.timeStamp - this.last <= REST_MS;
    if (!soon || this.run.length < (this.field === null ? LEAST : LEAST_IN_FIELD)) return this.rest();
    event.preventDefault();
    event.stopPropagation();
    this.tell();
  }

  /** Nothing more came: a person's keys are given back to where they were typed. */
  private rest(): void {
    window.clearTimeout(this.timer);
    if (this.run.length >= WHOLE_WITHOUT_ENTER) return this.tell();
    this.giveBack();
    this.forget();
  }

  private tell(): void {
    window.clearTimeout(this.timer);
    const { run, field } = this;
    this.forget();
    if (field !== null) put(field.input, field.value);
    this.heard(run);
  }

  private giveBack(): void {
    if (this.field !== null && this.held !== "") put(this.field.input, this.field.input.value + this.held);
    this.held = "";
  }

  private forget(): void {
    this.run = this.held = "";
    this.field = null;
  }
}

/** Puts a value into a field as if it had been typed. */
function put(input: HTMLInputElement, value: string): void {
  input.value = value;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
