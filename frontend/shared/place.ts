// Where this phone is, as its browser tells; and why not, where it does not.

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracy_metres: number;
}

/**
 * Why a place is not known.
 *   denied       the person said no, or the browser may not ask
 *   insecure     browsers tell it over https alone
 *   unavailable  the phone does not know, or has not found out in time
 */
export type Unplaced = "denied" | "insecure" | "unavailable";

const PATIENCE_MS = 15_000;

/** Asks once, and anew each time: who was too far has walked on. The browser asks its owner. */
export function whereAmI(): Promise<Place | Unplaced> {
  if (!window.isSecureContext) return Promise.resolve("insecure");
  const told = navigator.geolocation as Geolocation | undefined;
  if (told === undefined) return Promise.resolve("unavailable");
  return new Promise((done) => {
    told.getCurrentPosition(
      ({ coords }) => done({ latitude: coords.latitude, longitude: coords.longitude, accuracy_metres: coords.accuracy }),
      (error) => done(error.code === error.PERMISSION_DENIED ? "denied" : "unavailable"),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 },
    );
  });
}
