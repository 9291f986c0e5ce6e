import { useEffect, useState } from "react";
import { neighbourOf, type Shot } from "./viewing.ts";

/** The way from one picture of the viewer to the others. */
export interface Walk {
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  /** Older messages are being brought: none that is here has a picture. */
  readonly looking: boolean;
  /** They could not be brought. */
  readonly failed: boolean;
  step(by: 1 | -1): void;
}

interface WalkProps {
  shots: readonly Shot[];
  shown: Shot;
  show: (shot: Shot) => void;
  /** Brings older messages, with or without pictures; absent where there are none. Answers whether it could. */
  loadOlder: (() => Promise<boolean>) | undefined;
}

/** Goes from picture to picture; past the oldest that is here, messages are loaded until one has a picture. */
export function useWalk({ shots, shown, show, loadOlder }: WalkProps): Walk {
  const [looking, setLooking] = useState(false);
  const [failed, setFailed] = useState(false);
  const previous = neighbourOf(shots, shown, -1);
  const next = neighbourOf(shots, shown, 1);

  // Looked at anew whenever messages have come: they may hold words only.
  useEffect(() => {
    if (!looking) return;
    const found = neighbourOf(shots, shown, -1);
    if (found !== undefined) show(found);
    if (found !== undefined || loadOlder === undefined) {
      setLooking(false);
      return;
    }
    let over = false;
    void loadOlder().then((loaded) => {
      if (over || loaded) return;
      setLooking(false);
      setFailed(true);
    });
    return () => {
      over = true;
    };
  }, [looking, shots, shown, show, loadOlder]);

  return {
    looking,
    failed,
    hasPrevious: previous !== undefined || loadOlder !== undefined,
    hasNext: next !== undefined,
    step(by) {
      const to = by < 0 ? previous : next;
      setFailed(false);
      setLooking(by < 0 && to === undefined && loadOlder !== undefined);
      if (to !== undefined) show(to);
    },
  };
}
