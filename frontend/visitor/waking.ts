// Keeps the screen of a phone from going dark, where the browser can: a page that sleeps cannot ring.

export class Waking {
  private wanted = false;
  private lock: WakeLockSentinel | null = null;

  constructor(private readonly changed: (awake: boolean) => void) {
    // The browser takes it back whenever the page is hidden.
    document.addEventListener("visibilitychange", () => void this.settle());
  }

  keep(wanted: boolean): void {
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    void this.settle();
  }

  private async settle(): Promise<void> {
    if (!this.wanted) {
      await this.lock?.release().catch(() => undefined);
      return;
    }
    if (this.lock !== null || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    try {
      this.lock = await navigator.wakeLock.request("screen");
      // It may be wanted no more by the time the browser gives it.
      if (!this.wanted) return void (await this.lock.release());
      this.lock.addEventListener("release", () => {
        this.lock = null;
        this.changed(false);
      });
      this.changed(true);
    } catch {
      this.lock = null; // low battery: the phone decides
    }
  }
}
