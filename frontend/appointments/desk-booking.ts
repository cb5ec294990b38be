// Booking for somebody who stands here: the phone's steps side by side, and confirmed at once.

import { Booking } from "../booking/booking";
import { bodyOf, initial, type BookingState, type Step } from "../booking/state";
import type { Slot } from "../booking/types";
import type { Http } from "../shared/http";
import { Shown } from "../shared/page";
import type { Reach } from "../shared/reach";
import type { Booked } from "./state";

export class DeskBooking extends Booking {
  constructor(
    private readonly desk: Shown<BookingState>,
    http: Http,
    reach: Reach,
    hall: string,
    private readonly booked: (made: Booked) => void,
  ) {
    super(desk, http, reach, hall);
  }

  get now(): BookingState {
    return this.desk.state;
  }

  startOver(): void {
    const { hall, services } = this.desk.state;
    this.desk.change({ ...initial, hall, services });
  }

  /** All steps are on one page. */
  protected override go(step: Step): void {
    this.desk.change({ step });
  }

  override async reserve(): Promise<void> {
    if (this.now.busy) return;
    const made = await this.send({ ...bodyOf(this.now), reserve: false });
    if (made === null) return;
    this.startOver();
    this.booked(made as Booked);
  }

  override async takeInstead(slot: Slot): Promise<void> {
    this.picker.showSlot(slot);
    await this.reserve();
  }

  override pickAgain(): void {
    this.desk.change({ refused: null, picking: { ...this.now.picking, slot: null } });
    void this.picker.load();
  }
}
