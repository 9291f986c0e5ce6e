import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { type Crop, cropSquare, keepInside } from "./crop.ts";
import "./crop.css";

interface CropDialogProps {
  file: File;
  onClose: () => void;
  onCropped: (image: Blob) => void;
}

/** Edge of the sent picture in px; the server keeps 256. */
const sentEdge = 512;
const shownEdge = 320;
const centred: Crop = { zoom: 1, x: 0.5, y: 0.5 };

/** Moves and sizes a picture in a square frame. The drawing also drops all metadata of the file. */
export default function CropDialog({ file, onClose, onCropped }: CropDialogProps) {
  const { t } = useTranslation();
  const picture = usePicture(file);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [crop, setCrop] = useState(centred);

  useEffect(() => {
    if (canvas.current && picture instanceof ImageBitmap) draw(canvas.current, picture, crop);
  }, [picture, crop]);

  if (picture === "unreadable") {
    return (
      <Dialog title={t("crop.title")} onClose={onClose}>
        <Notice tone="danger">{t("crop.unreadable")}</Notice>
      </Dialog>
    );
  }
  const change = (part: Partial<Crop>) => {
    if (picture) setCrop(keepInside(picture, { ...crop, ...part }));
  };
  /** Moves the picture by a share of the frame's edge. */
  const moveBy = (right: number, down: number) => {
    if (!picture) return;
    const { edge } = cropSquare(picture, crop);
    change({
      x: crop.x - (right * edge) / picture.width,
      y: crop.y - (down * edge) / picture.height,
    });
  };
  const submit = () => {
    if (!picture) return;
    const target = document.createElement("canvas");
    target.width = target.height = sentEdge;
    draw(target, picture, crop);
    target.toBlob((image) => image && onCropped(image), "image/jpeg", 0.9);
  };

  return (
    <Dialog
      title={t("crop.title")}
      onClose={onClose}
      foot={
        <>
          <Button look="solid" onClick={submit} data-first-focus>
            {t("crop.submit")}
          </Button>
          <Button look="plain" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
        </>
      }
    >
      <p className="dialog-text">{t("crop.lead")}</p>
      <button
        type="button"
        className="crop-frame"
        aria-label={t("crop.area")}
        onKeyDown={(event) => moveByKey(event, moveBy)}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => moveByPointer(event, moveBy)}
      >
        <canvas ref={canvas} width={shownEdge} height={shownEdge} />
      </button>
      <label className="crop-zoom">
        {t("crop.zoom")}
        <input
          type="range"
          min={1}
          max={4}
          step={0.05}
          value={crop.zoom}
          onChange={(event) => change({ zoom: Number(event.target.value) })}
        />
      </label>
    </Dialog>
  );
}

function moveByPointer(
  event: PointerEvent<HTMLElement>,
  moveBy: (right: number, down: number) => void,
) {
  if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
  const edge = event.currentTarget.clientWidth;
  moveBy(event.movementX / edge, event.movementY / edge);
}

function moveByKey(event: KeyboardEvent, moveBy: (right: number, down: number) => void) {
  const moves: Record<string, readonly [number, number]> = {
    ArrowLeft: [-0.04, 0],
    ArrowRight: [0.04, 0],
    ArrowUp: [0, -0.04],
    ArrowDown: [0, 0.04],
  };
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  moveBy(...move);
}

function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, crop: Crop): void {
  const { left, top, edge } = cropSquare(picture, crop);
  const context = canvas.getContext("2d");
  if (!context) return;
  // JPEG has no transparency: what is clear in a PNG becomes white, not black.
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, left, top, edge, edge, 0, 0, canvas.width, canvas.height);
}

function usePicture(file: File): ImageBitmap | "unreadable" | undefined {
  const [picture, setPicture] = useState<ImageBitmap | "unreadable">();
  useEffect(() => {
    let wanted = true;
    createImageBitmap(file).then(
      (bitmap) => wanted && setPicture(bitmap),
      () => wanted && setPicture("unreadable"),
    );
    return () => {
      wanted = false;
    };
  }, [file]);
  return picture;
}
