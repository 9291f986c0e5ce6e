/** Bars of a wave form on the screen. */
export const BARS = 44;

/** Heights from 0 to 1: as many as there is room for, whatever the sender measured. */
export function bars(wave: Uint8Array | undefined): readonly number[] {
  if (wave === undefined || wave.length === 0) return Array<number>(BARS).fill(0.08);
  const loudest = Math.max(1, ...wave);
  return Array.from({ length: BARS }, (_, i) => {
    const from = Math.floor((i * wave.length) / BARS);
    const to = Math.max(from + 1, Math.floor(((i + 1) * wave.length) / BARS));
    return Math.max(...wave.subarray(from, to)) / loudest;
  });
}
