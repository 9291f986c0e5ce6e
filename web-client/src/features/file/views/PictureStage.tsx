import {
  type PointerEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../../i18n/errors.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import type { FileItem } from "../model.ts";
import { type Swipe, swipeOf } from "./swipe.ts";
import { useThumb } from "./usePicture.ts";
import { usePlayable } from "./usePlayable.ts";
import {
  FITS,
  fitted,
  moved,
  type Point,
  type Size,
  ZOOM_CLOSER,
  ZOOM_STEP,
  type Zoom,
  zoomedAt,
} from "./zoom.ts";

/** What keys and buttons of the viewer do to the picture. */
export interface StageHandle {
  zoomIn(): void;
  zoomOut(): void;
  fit(): void;
}

interface PictureStageProps {
  item: FileItem;
  ref?: Ref<StageHandle>;
  onSwipe: (swipe: Swipe) => void;
}

const MIDDLE: Point = { x: 0, y: 0 };

/** A picture that is zoomed by wheel, pinch, double click and keys, and moved by pointer. */
export function PictureStage({ item, ref, onSwipe }: PictureStageProps) {
  const { t } = useTranslation();
  const { ofCode } = useErrorText();
  const { url, problem, retry } = usePlayable(item);
  const thumb = useThumb(item.details.thumb);
  const stage = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<Zoom>(FITS);
  const [natural, setNatural] = useState<Size | undefined>(item.details.dimensions);
  const pointers = useRef(new Map<number, Point>());
  /** Where the only finger came down that has been on the stage since. */
  const swipe = useRef<Point>(undefined);

  const change = (to: (zoom: Zoom, fit: Size, stage: Size) => Zoom) => {
    const box = stage.current?.getBoundingClientRect();
    if (box === undefined || natural === undefined) return;
    setZoom((now) => to(now, fitted(natural, box), box));
  };
  const zoomBy = (factor: number, at: Point = MIDDLE) =>
    change((now, fit, box) => zoomedAt(now, factor, at, fit, box));
  useImperativeHandle(ref, () => ({
    zoomIn: () => zoomBy(ZOOM_STEP),
    zoomOut: () => zoomBy(1 / ZOOM_STEP),
    fit: () => setZoom(FITS),
  }));

  // Not React's: its wheel listeners may not prevent the page from zooming itself.
  const wheel = useRef<(event: WheelEvent) => void>(() => undefined);
  wheel.current = (event) => {
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY / 300), pointOf(event));
  };
  useEffect(() => {
    const element = stage.current;
    const listen = (event: WheelEvent) => wheel.current(event);
    element?.addEventListener("wheel", listen, { passive: false });
    return () => element?.removeEventListener("wheel", listen);
  }, []);

  function pointOf({ clientX, clientY }: { clientX: number; clientY: number }): Point {
    const box = stage.current?.getBoundingClientRect();
    if (box === undefined) return MIDDLE;
    return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
  }

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = pointOf(event);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    if (other === undefined) {
      change((one, fit, box) => moved(one, { x: now.x - before.x, y: now.y - before.y }, fit, box));
      return;
    }
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    zoomBy(distance(now, other) / Math.max(1, distance(before, other)), middle);
  };
  const release = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
    const from = swipe.current;
    swipe.current = undefined;
    const meant = from && event.type === "pointerup" ? swipeOf(from, pointOf(event)) : undefined;
    if (meant !== undefined) onSwipe(meant);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the viewer's keys and buttons do the same
    <div
      ref={stage}
      className="picture-stage"
      data-zoomed={zoom.scale > 1 || undefined}
      onDoubleClick={(event) =>
        zoom.scale > 1 ? setZoom(FITS) : zoomBy(ZOOM_CLOSER, pointOf(event))
      }
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        pointers.current.set(event.pointerId, pointOf(event));
        const alone = pointers.current.size === 1 && event.pointerType === "touch";
        swipe.current = alone && zoom.scale === 1 ? pointOf(event) : undefined;
      }}
      onPointerMove={onPointerMove}
      onPointerUp={release}
      onPointerCancel={release}
    >
      {problem === undefined ? (
        <img
          className="viewer-picture"
          src={url ?? thumb}
          alt={item.details.name}
          draggable={false}
          aria-busy={url === undefined}
          width={natural?.width}
          height={natural?.height}
          style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
          onLoad={({ currentTarget }) => {
            // The sender's word may be wrong; the thumbnail's own size says nothing.
            if (url === undefined) return;
            setNatural({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight });
          }}
        />
      ) : (
        <div className="viewer-problem" role="alert">
          <Icon name="alert" size={24} />
          <p>{ofCode(problem)}</p>
          <Button onClick={retry}>{t("ui.tryAgain")}</Button>
        </div>
      )}
    </div>
  );
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
