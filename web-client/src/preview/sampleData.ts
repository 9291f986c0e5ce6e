import type { ChatRow, Person, Preview, Trust } from "../features/chat/model.ts";
import type { ConversationItem, Delivery } from "../features/message/model.ts";
import type { Language } from "../i18n/setup.ts";
import { samplePhoto } from "./sampleFiles.ts";

const minute = 60_000;

/** People with ids of the real form, so that colours and layout are those of real accounts. */
function person(at: number, login: string, userName: string, avatar?: string): Person {
  const userId = `${login.replace(/[^a-z]/g, "")}abcdefghijklmnopqrstuvwxyz234567`.slice(
    at,
    at + 26,
  );
  return avatar === undefined ? { userId, login, userName } : { userId, login, userName, avatar };
}

const names = {
  en: [
    "Nora Ekström",
    "Maya Lindqvist",
    "Tomás Rey",
    "Anya Volkova",
    "Idris Bello",
    "Priya Kapoor",
    "Dana Oyelaran",
    "Leo Aalto",
    "Ingrid Solheim-Bartholomeusdatter",
  ],
  ru: [
    "Нина Орлова",
    "Майя Линд",
    "Тимур Садыков",
    "Аня Волкова",
    "Игорь Белов",
    "Полина Кац",
    "Дарья Овчинникова",
    "Лёва Аронов",
    "Константин Вознесенский-Ухтомский",
  ],
} as const;
const logins = [
  "nora_ek",
  "maya_lind",
  "tomas",
  "anya_v",
  "idris_b",
  "priya",
  "dana_o",
  "leo",
  "ingrid_solheim",
];

export function samplePeople(language: Language): Person[] {
  return names[language].map((name, at) =>
    person(at, logins[at] ?? "someone", name, at === 4 ? "1" : undefined),
  );
}

const texts = {
  en: {
    previews: [
      "Bring the spare antenna, please",
      "Low water is 16:40, no hurry",
      "Photos from the harbour?",
      "See you at the station, then",
      "Happy birthday! Call you tonight",
      "The lift is working again",
      "Rehearsal moves to Thursday, so there is time to learn the second part",
    ],
    draft: "I looked at the harbour photos and the first ones are the best",
    log: [
      "Are you out on the point already?",
      "Since six. That is the light from the point.\nTwo flashes, eight seconds apart.",
      "So the harbour chart is right after all",
      "Good, same sixty digits on my side",
      "Bring the spare antenna, please. And the long screwdriver, because the mounting holes are deeper than in the drawing: https://gauge.example/pier (page 6).",
      "12.9 V after the night, so the panel keeps up.",
      "Finally",
      "Did you pack the thermos?",
      "If not I’ll bring mine",
      "Was that you who changed devices?",
    ],
  },
  ru: {
    previews: [
      "Захвати запасную антенну",
      "Малая вода в 16:40, не спешу",
      "Фотографии из гавани?",
      "Тогда встретимся на станции",
      "С днём рождения! Вечером позвоню",
      "Лифт снова работает",
      "Репетицию перенесли на четверг, так что успеем выучить вторую часть",
    ],
    draft: "Посмотрела фотографии из гавани, первые лучше всех",
    log: [
      "Как там на мысу?",
      "С шести здесь. Это свет с мыса.\nДве вспышки через восемь секунд.",
      "Значит, карта гавани верна",
      "Отлично, у меня те же шестьдесят цифр",
      "Захвати запасную антенну. И длинную отвёртку: отверстия глубже, чем на чертеже, см. https://gauge.example/krepezh (страница 6).",
      "12,9 В после ночи, панель справляется.",
      "Наконец-то",
      "Термос взяла?",
      "Если нет, привезу свой",
      "Это ты сменила устройство?",
    ],
  },
} as const;

export function sampleRows(language: Language, me: Person, now: number): ChatRow[] {
  const { previews, draft } = texts[language];
  const people = samplePeople(language).filter((one) => one.userId !== me.userId);
  const mine = (text: string): Preview => ({ kind: "text", text, mine: true });
  const theirs = (text: string): Preview => ({ kind: "text", text, mine: false });
  const verified: Trust = { kind: "verified" };
  const pinned: Trust = { kind: "pinned" };
  const parts: Partial<ChatRow>[] = [
    { preview: mine(previews[0]), at: now - 6 * minute, lastSent: "read", trust: verified },
    { preview: theirs(previews[1]), at: now - 34 * minute, unread: 3 },
    { preview: theirs(previews[2]), at: now - 72 * minute, draft },
    { preview: { kind: "sending", text: previews[3] }, at: now - 90 * minute },
    { preview: mine(previews[4]), at: now - 210 * minute, lastSent: "sent" },
    { preview: { kind: "refused" }, at: now - 26 * 60 * minute, trust: { kind: "changed" } },
    { preview: { kind: "failed", text: previews[5] }, at: now - 50 * 60 * minute },
    { preview: theirs(previews[6]), at: now - 12 * 24 * 60 * minute, unread: 128 },
  ];
  return people.map((companion, at) => ({
    chatId: chatIdOf(me, companion),
    companion,
    preview: { kind: "none" },
    at: now,
    unread: 0,
    trust: pinned,
    ...parts[at],
  }));
}

export function chatIdOf(one: Person, other: Person): string {
  return [one.userId, other.userId].sort().join(".");
}

/** A conversation with every kind of item. */
export function sampleItems(
  language: Language,
  me: Person,
  companion: Person,
  now: number,
): ConversationItem[] {
  const { log } = texts[language];
  let id = 0;
  const text = (
    at: number,
    mine: boolean,
    words: string,
    delivery?: Delivery,
    clockOff = false,
  ): ConversationItem => {
    id += 1;
    return {
      kind: "text",
      key: `k${id}`,
      id,
      at: now - at * minute,
      mine,
      senderId: mine ? me.userId : companion.userId,
      text: words,
      clockOff,
      ...(mine ? { delivery: delivery ?? { kind: "read" } } : {}),
    };
  };
  const theirs = { mine: false, senderId: companion.userId };
  return [
    {
      kind: "epoch",
      key: "n0",
      id: 0,
      at: now - 1600 * minute,
      change: "created",
      changedIds: [],
    },
    text(1500, true, log[0]),
    text(1496, false, log[1]),
    text(1495, false, log[6]),
    text(1490, true, log[2]),
    {
      kind: "epoch",
      key: "n5",
      id: ++id,
      at: now - 200 * minute,
      change: "keys_changed",
      changedIds: [companion.userId],
    },
    text(190, false, log[3], undefined, true),
    {
      kind: "refused",
      key: "n7",
      id: ++id,
      at: now - 189 * minute,
      reason: "bad_signature",
      ...theirs,
    },
    { kind: "unsupported", key: "n8", id: ++id, at: now - 188 * minute, ...theirs },
    { kind: "removed", key: "n9", id: ++id, at: now - 100 * minute, ...theirs },
    text(40, true, log[4], { kind: "sent" }),
    text(34, false, log[5]),
    text(33, false, log[6]),
    text(20, false, log[7]),
    text(6, true, log[8], { kind: "read" }),
    text(5, true, log[9], { kind: "sent" }),
  ];
}

/** Own messages that wait or failed, as the outbox shows them. */
export function sampleOutbox(language: Language, me: Person, now: number): ConversationItem[] {
  const { log } = texts[language];
  const own = { kind: "text", mine: true, senderId: me.userId, clockOff: false } as const;
  return [
    {
      ...own,
      key: "o1",
      at: now - 3 * minute,
      text: log[7],
      delivery: { kind: "failed", code: "unavailable" },
    },
    { ...own, key: "o2", at: now - minute, text: log[8], delivery: { kind: "waiting" } },
  ];
}

/** A message of many pages, as somebody pastes one. */
export function longItem(language: Language, companion: Person, now: number): ConversationItem {
  return {
    kind: "text",
    key: "long",
    id: 90,
    at: now - minute,
    mine: false,
    senderId: companion.userId,
    text: Array.from({ length: 60 }, () => texts[language].log[4]).join(" "),
    clockOff: false,
  };
}

/** `count` messages, for scrolling; one of 150 is a picture. */
export function manyItems(
  language: Language,
  me: Person,
  companion: Person,
  now: number,
  count: number,
): ConversationItem[] {
  const { log } = texts[language];
  return Array.from({ length: count }, (_, at) => {
    const mine = at % 7 < 3;
    const text = `${at + 1}. ${log[at % log.length]}`;
    return {
      ...(at % 150 === 75
        ? { kind: "files", files: [samplePhoto(`${at + 1}.jpg`)], text }
        : { kind: "text", text }),
      key: `m${at}`,
      id: at + 1,
      at: now - (count - at) * 3 * minute,
      mine,
      senderId: mine ? me.userId : companion.userId,
      clockOff: false,
      ...(mine ? { delivery: { kind: "read" } as const } : {}),
    };
  });
}
