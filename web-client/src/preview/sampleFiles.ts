import type { Person } from "../features/chat/model.ts";
import type { FileItem, Transfer, TransferState } from "../features/file/model.ts";
import type { ConversationItem, Delivery } from "../features/message/model.ts";
import type { Language } from "../i18n/setup.ts";
import type { FileDetails, InlineFile } from "../protocol/index.ts";

const minute = 60_000;
const NOTHING = new Uint8Array(0);

const words = {
  en: {
    light: "First light, no wind. She floats levelly, and the lamp came on by itself at four.",
    flashes: "Two flashes, eight seconds",
    drawing: "drawing-p6.pdf",
    budget: "Budget of the buoy, third version after the meeting in March.xlsx",
    trip: "From the trip",
  },
  ru: {
    light: "Рассвет, ветра нет. Держится ровно, а фонарь в четыре загорелся сам.",
    flashes: "Две вспышки, восемь секунд",
    drawing: "чертёж-6.pdf",
    budget: "Смета буя, третья версия после мартовской встречи.xlsx",
    trip: "С поездки",
  },
} as const;

type Details = Partial<FileDetails> & Pick<FileDetails, "name" | "as">;

/** A received file; the fake engine has a picture for every one. */
function received(key: string, details: FileDetails): FileItem {
  const file: InlineFile = { kind: "inline", ...details, data: NOTHING };
  return { key, details, ref: { chatId: "", messageId: key, file } };
}

/** A received picture in a conversation of words. */
export const samplePhoto = (name: string): FileItem =>
  received(name, {
    name,
    as: "image",
    type: "image/jpeg",
    size: 1_234_567,
    dimensions: { width: 1600, height: 800 },
  });

/** The messages of a conversation of files, and what runs of them. */
export function sampleFiles(
  language: Language,
  me: Person,
  companion: Person,
  now: number,
): { items: ConversationItem[]; transfers: Transfer[] } {
  const text = words[language];
  let count = 0;
  const transfers: Transfer[] = [];

  function file(details: Details, state?: TransferState, problem?: Transfer["problem"]): FileItem {
    const key = `f${count++}`;
    const whole = { type: "application/octet-stream", size: 1_234_567, ...details };
    if (state !== undefined) {
      transfers.push({
        key,
        chatId: "",
        direction: "up",
        name: whole.name,
        size: whole.size,
        sent: Math.round(whole.size * 0.64),
        state,
        ...(state === "running" ? { bytesPerSecond: 1_400_000, secondsLeft: 12 } : {}),
        ...(problem === undefined ? {} : { problem }),
      });
      return { key, details: whole };
    }
    return received(key, whole);
  }
  const photo = (name: string, width = 1600, height = 800): FileItem =>
    file({ name, as: "image", type: "image/jpeg", dimensions: { width, height } });
  const message = (
    ago: number,
    mine: boolean,
    files: readonly FileItem[],
    caption?: string,
    delivery: Delivery = { kind: "read" },
  ): ConversationItem => ({
    kind: "files",
    key: `m${ago}`,
    ...(delivery.kind === "sending" || delivery.kind === "failed" ? {} : { id: 1000 - ago }),
    at: now - ago * minute,
    mine,
    senderId: mine ? me.userId : companion.userId,
    files,
    clockOff: false,
    ...(caption === undefined ? {} : { text: caption }),
    ...(mine ? { delivery } : {}),
  });
  const sending = { kind: "sending" } as const;

  const items = [
    message(90, false, [photo("light.jpg")], text.light),
    message(80, true, [photo("tall.jpg", 900, 1400)]),
    message(
      75,
      false,
      [
        photo("tall.jpg", 900, 1400),
        file({ name: text.drawing, as: "file", type: "application/pdf" }),
      ],
      text.trip,
    ),
    message(
      70,
      false,
      ["1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg"].map((one) => photo(one)),
      text.trip,
    ),
    message(
      60,
      false,
      [
        file({
          name: "beacon.mp4",
          as: "video",
          type: "video/mp4",
          duration: 68_000,
          dimensions: { width: 1280, height: 720 },
        }),
      ],
      text.flashes,
    ),
    message(50, true, [file({ name: text.drawing, as: "file", type: "application/pdf" })]),
    message(
      48,
      true,
      [
        file({ name: text.budget, as: "file", size: 38_000 }),
        file({ name: "tide-0914.csv", as: "file", size: 214_000 }),
      ],
      text.trip,
    ),
    message(40, false, [{ ...photo("forged.jpg"), refused: true }]),
    message(38, false, [{ ...file({ name: "other.zip", as: "file" }), refused: true }]),
  ];
  const running = [
    message(
      20,
      true,
      [file({ name: text.drawing, as: "file", size: 4_800_000 }, "running")],
      undefined,
      sending,
    ),
    message(
      18,
      true,
      [file({ name: "route.gpx", as: "file", size: 88_000 }, "waiting", "offline")],
      undefined,
      sending,
    ),
    message(
      16,
      true,
      [file({ name: "film.mkv", as: "file", size: 1_900_000_000 }, "paused")],
      undefined,
      sending,
    ),
    message(
      14,
      true,
      [file({ name: "film.mkv", as: "file", size: 1_900_000_000 }, "needs_file")],
      undefined,
      sending,
    ),
    message(
      12,
      true,
      [file({ name: text.budget, as: "file", size: 9_100_000 }, "failed", "quota_exceeded")],
      undefined,
      {
        kind: "failed",
        code: "quota_exceeded",
      },
    ),
    message(
      10,
      true,
      [
        file(
          {
            name: "beacon.mp4",
            as: "video",
            size: 48_000_000,
            dimensions: { width: 1280, height: 720 },
            duration: 68_000,
          },
          "running",
        ),
      ],
      text.flashes,
      sending,
    ),
    message(
      8,
      true,
      [
        file({ name: "a.jpg", as: "image", dimensions: { width: 10, height: 10 } }, "running"),
        file({ name: "b.jpg", as: "image", dimensions: { width: 10, height: 10 } }, "paused"),
      ],
      undefined,
      sending,
    ),
  ];
  return { items: [...items, ...running], transfers };
}
