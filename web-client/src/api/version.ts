/** Of PROTOCOL.md, which this client speaks (§14). */
export const VERSION = 1;
