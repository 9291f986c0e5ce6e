/** What a server says over the socket (PROTOCOL.md §14). */
export type SocketEvent =
  | {
      readonly type: "registered";
      readonly expires_at: number;
      readonly newest_version?: number;
    }
  | {
      readonly type: "message_sent";
      readonly chat_id: string;
      readonly client_id: string;
      readonly id: number;
      readonly created_at: number;
    }
  | { readonly type: "new_message"; readonly chat_id: string; readonly entry: unknown }
  | { readonly type: "new_epoch"; readonly chat_id: string; readonly id: number }
  | { readonly type: "message_removed"; readonly chat_id: string; readonly id: number }
  | { readonly type: "status_registered"; readonly contacts: readonly ContactStatus[] }
  | ({ readonly type: "status_update" } & ContactStatus)
  | {
      readonly type: "read";
      readonly chat_id: string;
      readonly user_id: string;
      readonly id: number;
    }
  | { readonly type: "typing"; readonly chat_id: string; readonly user_id: string }
  | { readonly type: "session_ended" }
  | { readonly type: "error"; readonly code: string; readonly client_id?: string };

export interface ContactStatus {
  readonly user_id: string;
  readonly online: boolean;
  readonly last_seen?: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads an event; unknown types and broken ones are nothing, since the socket is only a hint. */
export function parseSocketEvent(text: string): SocketEvent | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isFields(json) && hasShape(json) ? (json as SocketEvent) : undefined;
}

const SHAPES: Readonly<Record<SocketEvent["type"], (event: Fields) => boolean>> = {
  registered: ({ expires_at, newest_version = 1 }) =>
    isNumber(expires_at) && isNumber(newest_version),
  message_sent: ({ chat_id, client_id, id, created_at }) =>
    isText(chat_id) && isText(client_id) && isNumber(id) && isNumber(created_at),
  new_message: ({ chat_id, entry }) => isText(chat_id) && isFields(entry),
  new_epoch: ({ chat_id, id }) => isText(chat_id) && isNumber(id),
  message_removed: ({ chat_id, id }) => isText(chat_id) && isNumber(id),
  status_registered: ({ contacts }) => Array.isArray(contacts) && contacts.every(isStatus),
  status_update: isStatus,
  read: ({ chat_id, user_id, id }) => isText(chat_id) && isText(user_id) && isNumber(id),
  typing: ({ chat_id, user_id }) => isText(chat_id) && isText(user_id),
  session_ended: () => true,
  error: ({ code }) => isText(code),
};

function hasShape(event: Fields): boolean {
  const { type } = event;
  return typeof type === "string" && Object.hasOwn(SHAPES, type)
    ? SHAPES[type as SocketEvent["type"]](event)
    : false;
}

function isStatus(value: unknown): boolean {
  return isFields(value) && isText(value["user_id"]) && typeof value["online"] === "boolean";
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isNumber(value: unknown): boolean {
  return Number.isSafeInteger(value);
}
