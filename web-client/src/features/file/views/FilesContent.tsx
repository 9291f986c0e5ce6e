import type { ReactNode } from "react";
import type { FileItem } from "../model.ts";
import { AudioRow } from "./AudioRow.tsx";
import { DocumentRow } from "./DocumentRow.tsx";
import { MediaTile } from "./MediaTile.tsx";
import { gridRows, mediaBox } from "./mediaBox.ts";
import { useOpenViewer } from "./viewing.ts";
import "./files.css";

interface FilesContentProps {
  files: readonly FileItem[];
  mine: boolean;
  caption?: ReactNode;
}

/** The files of a message in its bubble: pictures and films, then what is heard, then documents. */
export function FilesContent({ files, mine, caption }: FilesContentProps) {
  const open = useOpenViewer();
  const seen = files.filter(({ details: { as } }) => as === "image" || as === "video");
  const heard = files.filter(({ details: { as } }) => as === "audio" || as === "voice");
  const documents = files.filter(({ details: { as } }) => as === "file");
  return (
    <>
      {seen.length > 0 && <Media items={seen} wide={seen.length < files.length} onOpen={open} />}
      {heard.length + documents.length > 0 && (
        <div className="files-rows">
          {heard.map((item) => (
            <AudioRow key={item.key} item={item} mine={mine} />
          ))}
          {documents.map((item) => (
            <DocumentRow key={item.key} item={item} />
          ))}
        </div>
      )}
      {caption}
    </>
  );
}

interface MediaProps {
  items: readonly FileItem[];
  /** Beside rows: as wide as they are. */
  wide: boolean;
  onOpen: (key: string) => void;
}

function Media({ items, wide, onOpen }: MediaProps) {
  const [first] = items;
  if (first !== undefined && items.length === 1) {
    const { width, ratio } = mediaBox(first.details.dimensions, wide);
    return (
      <div className="files-media" style={{ width: `${width / 16}rem` }}>
        <div className="files-line" style={{ aspectRatio: ratio }}>
          <MediaTile item={first} onOpen={() => onOpen(first.key)} />
        </div>
      </div>
    );
  }
  return (
    <div className="files-media" data-grid>
      {lines(items).map((line) => (
        <div
          key={line[0]?.key}
          className="files-line"
          style={{ aspectRatio: line.length === 1 ? 1.8 : line.length }}
        >
          {line.map((item) => (
            <MediaTile key={item.key} item={item} onOpen={() => onOpen(item.key)} />
          ))}
        </div>
      ))}
    </div>
  );
}

function lines(items: readonly FileItem[]): readonly (readonly FileItem[])[] {
  const left = [...items];
  return gridRows(items.length).map((count) => left.splice(0, count));
}
