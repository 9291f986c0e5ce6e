/** Most loudnesses that travel in a message, a byte each. */
const MOST = 64;

/**
 * The wave form that travels with a voice message: the loudest sample of each stretch, the loudest
 * of all at 255.
 *
 * @param samples loudness over time, from 0 up, evenly spaced
 * @returns 1 to 64 bytes, or nothing where nothing was measured
 */
export function waveOf(samples: readonly number[]): Uint8Array<ArrayBuffer> | undefined {
  const count = Math.min(MOST, samples.length);
  if (count === 0) return undefined;
  const peaks = Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * samples.length) / count);
    const to = Math.max(from + 1, Math.floor(((i + 1) * samples.length) / count));
    return Math.max(...samples.slice(from, to));
  });
  const loudest = Math.max(...peaks);
  return Uint8Array.from(peaks, (peak) => (loudest > 0 ? Math.round((peak / loudest) * 255) : 0));
}

/** Root mean square of samples around 128, as an analyser gives them (Web Audio API, §1.8.5); 0 to 1. */
export function loudness(samples: Uint8Array): number {
  let sum = 0;
  for (const sample of samples) sum += ((sample - 128) / 128) ** 2;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
