import { appendEpoch } from "../../epochChain.ts";
import { codeOf } from "../../errors.ts";
import { identityBook } from "../../identityBook.ts";
import { type LogNumber, parseChatId } from "../../ids.ts";
import { asObject, objectField } from "../../json.ts";
import type { VerifiedEntry } from "../../logEntry.ts";
import { emptyLog } from "../../logState.ts";
import { verifyPage } from "../../logVerifier.ts";
import { listField, type Operations, textField } from "../vectorFile.ts";
import { chainOf } from "./account.ts";
import { offerOf } from "./chat.ts";
import { bodyToJson } from "./encodings.ts";
import { entryOf, readerOf } from "./entries.ts";

export const log: Operations = {
  "": async (inputs) => {
    const reader = await readerOf(objectField(inputs, "reader"));
    const chains = await Promise.all(listField(inputs, "identities").map(chainOf));
    const context = { opener: reader, identities: identityBook(reader, chains) };
    const state = emptyLog(parseChatId(textField(inputs, "chat")));
    for (const json of listField(inputs, "epochs")) {
      state.chain = await appendEpoch(state.chain, context, offerOf(json));
    }
    const window = new Map<LogNumber, unknown>();
    const results: unknown[] = [];
    const named = objectField(inputs, "entries");
    for (const page of inputs["pages"] as readonly (readonly unknown[])[]) {
      const entries = page
        .map((json) => (typeof json === "string" ? named[json] : json))
        .map((json) => entryOf(asObject(json, "entry")));
      try {
        const { entries: verified, revoked } = await verifyPage(state, context, entries);
        for (const entry of [...verified, ...revoked]) {
          // A refused repetition of a verified entry leaves what is shown as it is.
          if (entry.kind !== "refused" || !state.hashes.has(entry.id)) {
            window.set(entry.id, toJson(entry));
          }
        }
        results.push(verified.map(toJson));
      } catch (error) {
        results.push({ error: codeOf(error) });
      }
    }
    const final = [...window].sort(([one], [other]) => one - other).map(([, item]) => item);
    return { results, final };
  },
};

function toJson(entry: VerifiedEntry): unknown {
  switch (entry.kind) {
    case "refused":
      return { id: entry.id, kind: "refused", reason: entry.reason };
    case "epoch":
      return { id: entry.id, kind: "epoch", number: entry.epoch.number };
    case "removed":
      return { id: entry.id, kind: "removed", sender: entry.senderId };
    case "message":
      return {
        id: entry.id,
        kind: "message",
        sender: entry.senderId,
        body: bodyToJson(entry.body),
        ...(entry.attached ? {} : { attached: false }),
      };
  }
}
