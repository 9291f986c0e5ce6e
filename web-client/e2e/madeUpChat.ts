import { parseLogin, parseUserId } from "../src/protocol/ids.ts";
import { newVaultBody } from "../src/protocol/registration.ts";
import { identityToJson } from "../src/protocol/wire.ts";
import type { Call, Json, Lie, Reply } from "./hostileServer.ts";

interface Someone {
  readonly userId: string;
  readonly login: string;
}

interface Creation {
  readonly record: string;
  readonly signature: string;
  readonly wraps: readonly { readonly user_id: string; readonly wrap: string }[];
}

/** A server in the middle of two people from their first contact on. */
export interface MadeUpChat {
  /** Keys of the server's own are shown as B's; the chat that A makes is kept from the real server. */
  readonly asMiddleman: Lie;
  /** B's real keys are shown, and the chat is served as it is. */
  readonly withHonestKeys: Lie;
}

/**
 * A's chat with keys that the server shows as B's. The real server would refuse its roster, so the
 * chat lives here, and both are served from here.
 */
export async function makeUpChat(a: Someone, b: Someone): Promise<MadeUpChat> {
  const { identity } = await newVaultBody(parseUserId(b.userId), parseLogin(b.login));
  const chatId = [a.userId, b.userId].sort().join(".");
  const createdAt = Date.now();
  const entries: Json[] = [];
  let creation: Creation | undefined;

  function epochFor(caller: string | undefined): Json {
    const wrap = creation?.wraps.find(({ user_id }) => user_id === caller)?.wrap;
    return { ...entries[0], ...(wrap === undefined ? {} : { wrap }) };
  }

  function create(body: Json): void {
    creation = body as unknown as Creation;
    const { record, signature } = creation;
    entries.push({ kind: "epoch", id: 0, epoch: 0, record, signature, created_at: createdAt });
  }

  function page(query: URLSearchParams): Json {
    const after = Number(query.get("after") ?? -1);
    const before = Number(query.get("before") ?? entries.length);
    return { entries: entries.slice(after + 1, before), head: entries.length - 1 };
  }

  function store({ body, caller }: Call): Json {
    const { chat_id, after: _, ...message } = body;
    const id = entries.length;
    entries.push({ kind: "message", ...message, sender_id: caller, id, created_at: createdAt });
    return { chat_id, client_id: message["client_id"], id, created_at: createdAt };
  }

  function served(call: Call): Json | undefined {
    const { method, path, query, body, caller } = call;
    if (path === "/chat/create" && body["chat_id"] === chatId) {
      const created = creation === undefined;
      if (created) create(body);
      return { chat_id: chatId, created, epoch: epochFor(caller) };
    }
    if (path === "/chat/massage" && body["chat_id"] === chatId) return store(call);
    if (path === `/chat/${chatId}/epochs` && method === "GET")
      return { epochs: [epochFor(caller)] };
    return path === `/chat/${chatId}/messages` ? page(query) : undefined;
  }

  function instead(call: Call): Reply | undefined {
    if (call.path === `/chat/${chatId}/read`) return { status: 204, body: {} };
    const body = served(call);
    return body === undefined ? undefined : { status: 200, body };
  }

  function listed({ path, caller }: Call, honest: Json): Json | undefined {
    if (path !== "/user/chats" || creation === undefined) return undefined;
    const { userId, login } = caller === a.userId ? b : a;
    const fingerprint = Buffer.alloc(32).toString("base64url");
    const chat = {
      chat_id: chatId,
      kind: 0,
      companion: { user_id: userId, login, userName: login, fingerprint },
      head: entries.length - 1,
      epoch: 0,
      epoch_entry: 0,
      at: createdAt,
      read: 0,
      unread: 0,
    };
    return { ...honest, chats: [chat, ...(honest["chats"] as Json[])] };
  }

  return {
    asMiddleman: {
      instead,
      answer: (call, honest) =>
        call.path === `/user/${b.userId}/identity` && call.caller === a.userId
          ? { ...honest, identities: [identityToJson(identity)] }
          : listed(call, honest),
    },
    withHonestKeys: { instead, answer: listed },
  };
}

/** Serves each of two people the chat that they made with keys of the server's own. */
export function between(one: Someone, ones: MadeUpChat, others: MadeUpChat): Lie {
  const of = ({ caller }: Call) => (caller === one.userId ? ones : others).asMiddleman;
  return {
    instead: (call) => of(call).instead?.(call),
    answer: (call, honest) => of(call).answer?.(call, honest),
  };
}
