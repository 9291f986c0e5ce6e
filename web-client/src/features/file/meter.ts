/** How fast a transfer is: bytes over the last seconds, so that a pause does not linger in it. */
export interface Meter {
  /** @param bytes that are over in all */
  read(
    bytes: number,
  ): { readonly bytesPerSecond: number; readonly secondsLeft: number } | undefined;
}

const WINDOW = 8_000;
const LEAST = 500;

/** @param size of the whole, bytes */
export function createMeter(now: () => number, size: number): Meter {
  const readings: { readonly at: number; readonly bytes: number }[] = [];
  return {
    read(bytes) {
      const at = now();
      readings.push({ at, bytes });
      while (readings.length > 2 && (readings[0]?.at ?? at) < at - WINDOW) readings.shift();
      const [first] = readings;
      if (first === undefined || at - first.at < LEAST || bytes <= first.bytes) return undefined;
      const bytesPerSecond = ((bytes - first.bytes) * 1000) / (at - first.at);
      return { bytesPerSecond, secondsLeft: Math.ceil((size - bytes) / bytesPerSecond) };
    },
  };
}
