// How the hall stands, kept fresh: counts from the socket within a second, everything else read again now and then.

import { Feed } from "../shared/feed";
import { oneAtATime } from "../shared/http";
import type { Shown } from "../shared/page";
import type { Snapshot, View } from "../shared/types";
import type { Kiosk } from "./kiosk";
import type { KioskState } from "./state";

const READ_AGAIN_MS = 30_000;
const RETRY_MS = 3_000;

interface Group {
  readonly service: string;
  readonly waiting: number;
  readonly ahead: number;
  readonly open_windows: number;
  readonly windows: readonly number[];
}

interface DisplaySnapshot extends Snapshot {
  readonly waiting?: { readonly groups: readonly Group[] };
}

export function watchHall(shown: Shown<KioskState>, kiosk: Kiosk, hall: string, token: string | null): void {
  const read = oneAtATime(() => kiosk.load());
  let timer = 0;

  const readAgain = async (): Promise<void> => {
    window.clearTimeout(timer);
    const pause = await read().then(() => READ_AGAIN_MS, () => RETRY_MS);
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void readAgain(), pause);
  };

  const count = (groups: readonly Group[]): void => {
    // A service that is not among the groups has nobody waiting and no window open.
    const byService = new Map(groups.map((group) => [group.service, group]));
    const services = shown.state.services.map((service) => {
      const { waiting = 0, ahead = 0, open_windows = 0, windows = [] } = byService.get(service.code) ?? {};
      return { ...service, waiting, ahead, open_windows, windows: windows.length > 0 ? windows : service.windows };
    });
    shown.change({ services });
  };

  const feed = new Feed<DisplaySnapshot>({
    namespace: "/display",
    auth: token === null ? { hall } : { hall, device_token: token },
    snapshot: (snapshot) => count(snapshot.waiting?.groups ?? []),
    fact: (fact) => {
      if (fact.kind === "window_changed") void readAgain();
    },
    view: (view: View) => {
      if (view.kind === "waiting") count((view.data as { groups?: readonly Group[] }).groups ?? []);
    },
    standing: (standing) => {
      const returned = standing.state === "live" && shown.state.standing.state === "stale";
      shown.change({ standing });
      if (returned) void readAgain();
    },
  });
  feed.start();
  void readAgain();
}
