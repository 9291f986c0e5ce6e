import { unwrap } from "../../api/http.ts";
import { ApiError, attempt } from "../../api/problem.ts";
import { requireOpen, type Surroundings } from "../../app/surroundings.ts";
import {
  type ChatId,
  directChatId,
  type Login,
  newestEpoch,
  parseUserId,
  safetyNumber,
  type UserId,
} from "../../protocol/index.ts";
import type { ChatActions, Person } from "./model.ts";
import { personOf } from "./people.ts";

/** The actions of chats and people. */
export function createChatActions(surroundings: Surroundings): ChatActions {
  const { api } = surroundings;
  const found = new Map<string, Person>();
  const pictures = new Map<string, Promise<string | undefined>>();

  function companionOf(chatId: string): Person {
    const companion = requireOpen(surroundings).chats.companion(chatId);
    if (companion === undefined) throw new ApiError("chat_not_found");
    return companion;
  }

  return {
    reloadChats: () => attempt(async () => requireOpen(surroundings).chats.reload()),
    findPeople: (text, cursor) =>
      attempt(async () => {
        const query = cursor === undefined ? { q: text } : { q: text, cursor };
        const page = await unwrap(api.calls.GET("/user/search", { params: { query } }));
        const people = page.users.map(personOf);
        for (const person of people) found.set(person.userId, person);
        return page.next === undefined ? { people } : { people, next: page.next };
      }),
    openChatWith: (userId) =>
      attempt(async () => {
        const { account, chats, people } = requireOpen(surroundings);
        const other = parseUserId(userId);
        const chatId = directChatId(account.userId, other);
        if (chats.companion(chatId) !== undefined) return chatId;
        const person = found.get(userId);
        if (person === undefined) throw new ApiError("not_found");
        // Keys that cannot be right are refused before a word is written.
        await people.newest(other, person.login as Login);
        return chats.begin(person);
      }),
    setDraft(chatId, text) {
      surroundings.open()?.chats.setDraft(chatId, text);
    },
    safetyNumber: (chatId) =>
      attempt(async () => {
        const log = await requireOpen(surroundings).chats.log(chatId as ChatId);
        await log.sync();
        const epoch = newestEpoch(log.log.chain);
        if (epoch === undefined) throw new ApiError("chat_refused");
        return safetyNumber(epoch);
      }),
    setVerified: (chatId, verified) =>
      attempt(async () => {
        const { people, chats } = requireOpen(surroundings);
        await people.setVerified(companionOf(chatId).userId as UserId, verified);
        chats.redraw(chatId);
      }),
    setBlocked: (chatId, blocked) =>
      attempt(async () => {
        const { blockList, chats } = requireOpen(surroundings);
        await blockList.set(companionOf(chatId).userId as UserId, blocked);
        chats.redraw(chatId);
        // What came meanwhile was not read.
        if (!blocked) await chats.reload();
      }),
    acceptChangedKeys: (chatId) =>
      attempt(async () => {
        const { people, chats, outbox } = requireOpen(surroundings);
        const { userId, login } = companionOf(chatId);
        await people.acceptShown(userId as UserId, login as Login);
        const log = await chats.log(chatId as ChatId);
        await log.sync();
        if (!log.isBegun()) await log.sendingEpoch();
        chats.redraw(chatId);
        outbox.flush();
      }),
    avatarUrl(login, version) {
      const key = `${login} ${version}`;
      const known = pictures.get(key) ?? picture(login);
      pictures.set(key, known);
      return known;
    },
  };

  async function picture(username: string): Promise<string | undefined> {
    const { data } = await api.calls
      .GET("/user/avatar/{username}", { params: { path: { username } }, parseAs: "blob" })
      .catch(() => ({ data: undefined }));
    return data === undefined ? undefined : URL.createObjectURL(data as Blob);
  }
}
