import {
  type Fingerprint,
  parseChatId,
  parseEpochNumber,
  parseFingerprint,
  parseHash,
  parseLogin,
  parseLogNumber,
  parseUserId,
} from "../ids.ts";
import {
  asObject,
  type JsonObject,
  numberField,
  objectField,
  optionalField,
  textField,
} from "../json.ts";
import type { Pin } from "../pin.ts";
import type { EpochHead, Setting, State } from "../state.ts";

/** A state as the vectors write it. */
export function stateToJson(state: State): JsonObject {
  return {
    pins: objectOf(state.pins, pinToJson),
    epochs: objectOf(state.epochs, ({ number, hash, entry }) => ({ n: number, hash, entry })),
    settings: objectOf(state.settings, ({ at, value }) => ({ at, value })),
  };
}

/** Reads a state as the vectors write it. */
export function stateFromJson(root: JsonObject): State {
  return {
    pins: mapOf(objectField(root, "pins"), parseUserId, parsePin),
    epochs: mapOf(objectField(root, "epochs"), parseChatId, parseHead),
    settings: mapOf(objectField(root, "settings"), (name) => name, parseSetting),
  };
}

function parseHead(head: JsonObject): EpochHead {
  return {
    number: parseEpochNumber(numberField(head, "n")),
    hash: parseHash(textField(head, "hash")),
    entry: parseLogNumber(numberField(head, "entry")),
  };
}

function parseSetting(setting: JsonObject): Setting {
  return { at: numberField(setting, "at"), value: textField(setting, "value") };
}

/** A pin as the vectors write it. */
export function pinToJson(pin: Pin): Record<string, string | number> {
  return {
    login: pin.login,
    gen: pin.generation,
    fp: pin.fingerprint,
    ...(pin.verified === undefined ? {} : { verified: pin.verified }),
    ...(pin.blocked === undefined ? {} : { blocked: pin.blocked }),
    ...(pin.decided === undefined ? {} : { decided: pin.decided }),
  };
}

/** Reads a pin as the vectors write it. */
export function parsePin(json: JsonObject): Pin {
  const fingerprintField = (object: JsonObject, name: string): Fingerprint =>
    parseFingerprint(textField(object, name));
  const verified = optionalField(json, "verified", fingerprintField);
  const blocked = optionalField(json, "blocked", fingerprintField);
  const decided = optionalField(json, "decided", numberField);
  return {
    login: parseLogin(textField(json, "login")),
    generation: numberField(json, "gen"),
    fingerprint: fingerprintField(json, "fp"),
    ...(verified === undefined ? {} : { verified }),
    ...(blocked === undefined ? {} : { blocked }),
    ...(decided === undefined ? {} : { decided }),
  };
}

function objectOf<Value, Json>(
  map: ReadonlyMap<string, Value>,
  toJson: (value: Value) => Json,
): Record<string, Json> {
  const sorted = [...map].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, value]) => [key, toJson(value)]));
}

function mapOf<Key extends string, Value>(
  object: JsonObject,
  parseKey: (text: string) => Key,
  parse: (value: JsonObject) => Value,
): ReadonlyMap<Key, Value> {
  return new Map(
    Object.entries(object).map(([key, value]) => [parseKey(key), parse(asObject(value, key))]),
  );
}
