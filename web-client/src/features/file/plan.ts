import { ApiError } from "../../api/problem.ts";
import {
  type Bytes,
  encodeBody,
  type FileDetails,
  type FileReference,
  type FilesBody,
  fileNameFrom,
  type Hash,
  MAX_BODY,
  MAX_FILES,
  MAX_INLINE,
  mediaTypeFrom,
  newFileSecret,
  ProtocolError,
  type Random,
  toBase64url,
} from "../../protocol/index.ts";
import type { FilesDraft, Source } from "./model.ts";

/** Stands where the manifest will be once all of a file is sealed. */
const NO_MANIFEST = toBase64url(new Uint8Array(32)) as Hash;
/** What a stored file takes in a body beside its name and thumbnail, generously. */
const STORED = 600;
/** Largest file that travels inside the message; what is larger costs less as an object. */
const LARGEST_INLINE = 32_768;

/**
 * Decides which files travel inside the message, and writes its body; manifests follow later.
 * `payload_too_large` if the caption leaves no room.
 */
export async function planBody(random: Random, draft: FilesDraft): Promise<FilesBody> {
  const { files: sources, text, reply } = draft;
  if (sources.length < 1 || sources.length > MAX_FILES) throw new ApiError("bad_request");
  const inline = smallEnough(sources, text);
  const files: FileReference[] = [];
  for (const source of sources) {
    const details = detailsOf(source);
    files.push(
      inline.has(source)
        ? { kind: "inline", ...withoutThumb(details), data: await bytesOf(source.blob) }
        : { kind: "stored", ...details, ...newFileSecret(random), manifest: NO_MANIFEST },
    );
  }
  const body: FilesBody = {
    t: "files",
    files,
    ...(text === undefined || text === "" ? {} : { text }),
    ...(reply === undefined ? {} : { reply }),
  };
  return fitting(body);
}

/** The body without the thumbnails that it has no room for. */
function fitting(body: FilesBody): FilesBody {
  try {
    encodeBody(body);
    return body;
  } catch (error) {
    const largest = body.files
      .filter(({ thumb }) => thumb !== undefined)
      .toSorted((one, other) => (other.thumb?.length ?? 0) - (one.thumb?.length ?? 0))[0];
    if (!(error instanceof ProtocolError)) throw error;
    if (largest === undefined) throw new ApiError("payload_too_large");
    const files = body.files.map((file) => (file === largest ? withoutThumb(file) : file));
    return fitting({ ...body, files });
  }
}

/** The smallest first, as long as the body has room for them beside all the rest. */
function smallEnough(sources: readonly Source[], text = ""): ReadonlySet<Source> {
  const utf8 = new TextEncoder();
  const length = (bytes: number): number => Math.ceil((bytes * 4) / 3);
  let room = MAX_BODY - 6 * utf8.encode(text).length;
  for (const { name, thumb } of sources) {
    room -= STORED + 6 * utf8.encode(name).length + length(thumb?.length ?? 0);
  }
  let left = MAX_INLINE;
  const inline = new Set<Source>();
  for (const source of sources.toSorted((one, other) => one.blob.size - other.blob.size)) {
    const { size } = source.blob;
    if (size > LARGEST_INLINE || size > left || length(size) > room) break;
    left -= size;
    room -= length(size);
    inline.add(source);
  }
  return inline;
}

function detailsOf({
  blob,
  name,
  type,
  as,
  dimensions,
  duration,
  thumb,
  wave,
}: Source): FileDetails {
  return {
    name: fileNameFrom(name),
    type: mediaTypeFrom(type),
    size: blob.size,
    as,
    ...(dimensions === undefined ? {} : { dimensions }),
    ...(duration === undefined ? {} : { duration }),
    ...(thumb === undefined ? {} : { thumb }),
    ...(wave === undefined ? {} : { wave }),
  };
}

function withoutThumb<File extends FileDetails>(file: File): File {
  const bare = { ...file };
  Reflect.deleteProperty(bare, "thumb");
  return bare;
}

async function bytesOf(blob: Blob): Promise<Bytes> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    throw new ApiError("file_unreadable");
  }
}
