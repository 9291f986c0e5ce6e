/** Bars that are shown of what is being said: the newest at the end. */
const SHOWN = 60;

/** What the microphone hears: that it hears is what matters. */
export function LiveWave({ samples }: { samples: readonly number[] }) {
  const last = samples.slice(-SHOWN);
  const path = last
    .map((sample, i) => {
      const half = Math.max(1, Math.min(10, sample * 40));
      return `M${(SHOWN - last.length + i) * 4 + 2} ${12 - half}v${2 * half}`;
    })
    .join("");
  return (
    <svg
      className="voice-wave"
      viewBox={`0 0 ${SHOWN * 4} 24`}
      preserveAspectRatio="xMaxYMid slice"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
