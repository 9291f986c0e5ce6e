import type { ReactNode } from "react";
import "./icon.css";

/** Shapes on a 24 grid; the stroke is 1.6 unless a shape says otherwise. */
const shapes = {
  search: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m16 16 4.5 4.5" />
    </>
  ),
  pen: (
    <path d="M4 20h4L19.5 8.5a2.1 2.1 0 0 0 0-3L18.5 4.5a2.1 2.1 0 0 0-3 0L4 16v4ZM13.5 6.5l4 4" />
  ),
  send: <path strokeWidth="2" d="M12 19.5V5M5.8 11 12 4.8 18.2 11" />,
  shield: <path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.5 7 9 4.1-1.5 7-4.7 7-9V6l-7-2.5Z" />,
  shieldCheck: (
    <>
      <path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.5 7 9 4.1-1.5 7-4.7 7-9V6l-7-2.5Z" />
      <path d="m8.8 12 2.3 2.3 4.1-4.3" />
    </>
  ),
  lock: (
    <>
      <rect x="5" y="10.5" width="14" height="10" rx="2.5" />
      <path d="M8.2 10.5V7.8a3.8 3.8 0 0 1 7.6 0v2.7" />
    </>
  ),
  panel: (
    <>
      <rect x="3.5" y="5" width="17" height="14" rx="2.5" />
      <path d="M14.5 5v14" />
    </>
  ),
  more: <path strokeWidth="2.6" d="M6 12v.01M12 12v.01M18 12v.01" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  download: <path d="M12 4v12M6.5 10.8 12 16.2l5.5-5.4M5 20.5h14" />,
  copy: (
    <>
      <rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2.5" />
      <path d="M5.5 15.5H5a1.5 1.5 0 0 1-1.5-1.5V5A1.5 1.5 0 0 1 5 3.5h9A1.5 1.5 0 0 1 15.5 5v.5" />
    </>
  ),
  print: (
    <path d="M7 8.5v-5h10v5M7 17H4.5v-7A1.5 1.5 0 0 1 6 8.5h12a1.5 1.5 0 0 1 1.5 1.5v7H17M7 14h10v6.5H7V14Z" />
  ),
  check: <path d="m5 12.5 4.8 4.8L19.5 7.2" />,
  laptop: (
    <>
      <rect x="5" y="5" width="14" height="10.5" rx="1.8" />
      <path d="M2.5 19h19" />
    </>
  ),
  phone: (
    <>
      <rect x="7" y="3" width="10" height="18" rx="2.2" />
      <path d="M11 18h2" />
    </>
  ),
  terminal: (
    <>
      <rect x="3.5" y="5" width="17" height="14" rx="2.5" />
      <path d="m7.5 9.5 3 2.5-3 2.5M12.5 14.5H16" />
    </>
  ),
  user: (
    <>
      <circle cx="12" cy="8.5" r="4" />
      <path d="M4.5 20c1-4 3.8-5.8 7.5-5.8s6.5 1.8 7.5 5.8" />
    </>
  ),
  users: (
    <>
      <circle cx="9" cy="9" r="3.5" />
      <path d="M2.5 19.5c.8-3.6 3.2-5.2 6.5-5.2s5.7 1.6 6.5 5.2M15.5 5.8a3.5 3.5 0 0 1 0 6.5M18 14.8c1.8.8 3 2.4 3.5 4.7" />
    </>
  ),
  key: (
    <>
      <circle cx="8" cy="15.5" r="4.5" />
      <path d="M11.3 12.2 20 3.5M16 7.5l3 3M13.8 9.7l1.9 1.9" />
    </>
  ),
  contrast: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path fill="currentColor" stroke="none" d="M12 3.5a8.5 8.5 0 0 1 0 17v-17Z" />
    </>
  ),
  settings: (
    <>
      <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
      <circle cx="15" cy="7" r="2" />
      <circle cx="9" cy="17" r="2" />
    </>
  ),
  microphone: (
    <>
      <rect x="9" y="3.5" width="6" height="11" rx="3" />
      <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
    </>
  ),
  stop: <rect x="6.5" y="6.5" width="11" height="11" rx="2" />,
  drive: (
    <>
      <path d="M3.5 13.5 6.5 5h11l3 8.5" />
      <rect x="3.5" y="13.5" width="17" height="6" rx="2" />
      <path strokeWidth="2.2" d="M16.8 16.5v.01" />
    </>
  ),
  zoomIn: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m16 16 4.5 4.5M8.2 11h5.6M11 8.2v5.6" />
    </>
  ),
  zoomOut: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m16 16 4.5 4.5M8.2 11h5.6" />
    </>
  ),
  block: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="m6 6 12 12" />
    </>
  ),
  forward: <path d="M9.5 5.5 16 12l-6.5 6.5" />,
  back: <path d="M14.5 5.5 8 12l6.5 6.5" />,
  down: <path d="M5.5 9.5 12 16l6.5-6.5" />,
  offline: (
    <path d="M4 4l16 16M8.5 8.3a5 5 0 0 0-.8 1.7A4.3 4.3 0 0 0 7.5 18.5H18M11 6.3a5 5 0 0 1 6.5 4.2 4 4 0 0 1 2.7 6" />
  ),
  alert: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.5v5.5" />
      <path strokeWidth="2.2" d="M12 16.2v.01" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.5V12l3 2" />
    </>
  ),
  chat: <path d="M4 5.5h16v11h-9L6.5 20v-3.5H4v-11Z" />,
  exit: <path d="M10 4H5.5v16H10M15 8l4 4-4 4M19 12H9.5" />,
  photo: (
    <>
      <rect x="3.5" y="5" width="17" height="14" rx="2.5" />
      <circle cx="9" cy="10" r="1.6" />
      <path d="m4 17 5-4.5 3.5 3L16 12l4.5 4" />
    </>
  ),
  clip: (
    <path d="m20 11.5-7.8 7.8a5 5 0 0 1-7.1-7.1l8.3-8.3a3.4 3.4 0 0 1 4.8 4.8l-8.2 8.2a1.7 1.7 0 0 1-2.4-2.4l7.3-7.3" />
  ),
  file: (
    <path d="M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5l-5-5Zm0 0v5h5" />
  ),
  textFile: (
    <path d="M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5l-5-5Zm0 0v5h5M9 12.5h6M9 16h4" />
  ),
  table: (
    <>
      <rect x="4" y="4.5" width="16" height="15" rx="2" />
      <path d="M4 9.5h16M4 14.5h16M10 9.5v10" />
    </>
  ),
  archive: (
    <>
      <path d="M4 8.5h16V18a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18V8.5ZM5.5 4.5h13L20 8.5H4l1.5-4Z" />
      <path d="M10 12.5h4" />
    </>
  ),
  film: (
    <>
      <rect x="3.5" y="5" width="17" height="14" rx="2" />
      <path d="M8 5v14M16 5v14M3.5 12H8M16 12h4.5" />
    </>
  ),
  music: (
    <>
      <path d="M9.5 17.5V6l10-2v11.5" />
      <circle cx="7" cy="17.5" r="2.5" />
      <circle cx="17" cy="15.5" r="2.5" />
    </>
  ),
  play: <path fill="currentColor" d="M8 5.5v13l11-6.5-11-6.5Z" />,
  pause: <path strokeWidth="2.6" d="M9 6v12M15 6v12" />,
  retry: <path d="M19.5 12a7.5 7.5 0 1 1-2.4-5.5l2.4 2.2M19.5 4v4.7h-4.7" />,
  trash: <path d="M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5l1 14h9l1-14M10 10.5v6M14 10.5v6" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

interface IconProps {
  name: IconName;
  /** Edge in CSS px at normal text size: 20 stands alone, 16 beside text, 14 beside small text. */
  size?: 24 | 20 | 18 | 16 | 14;
}

/** Decoration only: the control or sentence beside it carries the words. */
export function Icon({ name, size = 20 }: IconProps) {
  return (
    <svg
      className="icon"
      style={{ width: `${size / 16}rem`, height: `${size / 16}rem` }}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      {shapes[name]}
    </svg>
  );
}
