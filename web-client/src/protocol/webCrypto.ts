/**
 * Stands in the bundle where a dependency would import Node's `crypto` on a Node without WebCrypto.
 * Every runtime that this client knows has it, so nobody ever asks.
 */
export const webcrypto: Crypto = globalThis.crypto;
