const inkStroke = "M12.8 3.5h6.2C19 14.6 15.8 23 9.6 28.5H2C9.2 22.6 12.8 14.4 12.8 3.5Z";
const willowStroke =
  "M21 8.6h1.7C23 17 25.6 23.6 30.4 28.5h-7.8c-2.2-2.2-3.8-4.7-4.7-7.4 1.9-4 2.9-8.2 3.1-12.5Z";

interface LogoProps {
  className?: string;
}

/** The two strokes, without the word. */
export function Mark({ className }: LogoProps) {
  return (
    <svg className={className} viewBox="0 0 32 32" aria-hidden="true">
      <path fill="currentColor" d={inkStroke} />
      <path fill="var(--mark-2)" d={willowStroke} />
    </svg>
  );
}

/** The two strokes in one colour: the art panel of the first visit. */
export function MarkArt({ className }: LogoProps) {
  return (
    <svg className={className} viewBox="0 0 32 32" fill="currentColor" aria-hidden="true">
      <path d={inkStroke} />
      <path d={willowStroke} />
    </svg>
  );
}

/** The mark with the name. */
export function Wordmark({ className }: LogoProps) {
  return (
    <svg className={className} viewBox="0 0 104 32" role="img" aria-label="REN">
      <path fill="currentColor" d={inkStroke} />
      <path fill="var(--mark-2)" d={willowStroke} />
      <g fill="none" stroke="currentColor" strokeWidth="4.4">
        <path d="M42.2 28.5V9.6M42.2 20.4c0-5.4 2.7-8.6 8.2-8.6" />
        <path d="M55.6 19.1h16.1c0-4.4-3.2-7.6-7.9-7.6-4.8 0-8.2 3.3-8.2 7.7s3.4 7.5 8.2 7.5c3 0 5.4-1.1 7-3.1" />
        <path d="M81 28.5V9.6M81 20c0-5.2 2.8-8.3 7.3-8.3 4.6 0 7.3 2.9 7.3 8v8.8" />
      </g>
    </svg>
  );
}
