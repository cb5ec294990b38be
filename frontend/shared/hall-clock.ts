// The hall's time on a device whose own clock may be wrong, or be put right in the middle of the day.

export class HallClock {
  private at = Date.now();
  private heardAt = performance.now();

  /** The server says that it is this instant. */
  hear(at: string): void {
    this.at = Date.parse(at);
    this.heardAt = performance.now();
  }

  /** Something happened at this instant: it can be no earlier. */
  notBefore(at: string): void {
    if (Date.parse(at) > this.now().getTime()) this.hear(at);
  }

  now(): Date {
    return new Date(this.at + performance.now() - this.heardAt);
  }
}
