/** A screen in one state, as the preview shows it for these parameters of its address. */
export interface Scene {
  name: string;
  parameters: Record<string, string>;
  /** What is typed first, by selector. */
  fill?: Readonly<Record<string, string>>;
  /** Names of files that are chosen in the composer. */
  attach?: readonly string[];
  /** Selectors of what is pressed, in turn, to get there. */
  press?: readonly string[];
}

const chat = { path: "/chat/first" };

export const scenes: readonly Scene[] = [
  { name: "sign-in", parameters: { session: "signed_out" } },
  {
    name: "sign-in-refused",
    parameters: { session: "signed_out", error: "wrong_credentials" },
    fill: { "[name=username]": "nora_ek", "[name=password]": "correct horse" },
    press: ["[type=submit]"],
  },
  {
    name: "sign-in-empty",
    parameters: { session: "signed_out" },
    press: ["[type=submit]"],
  },
  { name: "unlock", parameters: { session: "locked" } },
  { name: "state-refused", parameters: { session: "state_refused" } },
  { name: "state-older", parameters: { session: "state_refused", refusedState: "older" } },
  { name: "state-remembered", parameters: { session: "state_refused", refusedState: "remembers" } },
  {
    name: "state-refused-still",
    parameters: { session: "state_refused" },
    press: ["[data-look=solid]"],
  },
  { name: "recover", parameters: { session: "signed_out", path: "/recover" } },
  { name: "register-1", parameters: { session: "signed_out", path: "/register" } },
  {
    name: "register-1-strength",
    parameters: { session: "signed_out", path: "/register", error: "login_taken" },
    fill: { "[name=username]": "nora", "[name=new-password]": "harbour kettle moss ninety" },
    press: ["[type=submit]"],
  },
  { name: "register-2", parameters: { session: "registering" } },
  { name: "register-3", parameters: { path: "/register" } },
  { name: "chats", parameters: {} },
  { name: "chats-loading", parameters: { chats: "loading" } },
  { name: "chats-empty", parameters: { chats: "empty" } },
  { name: "chats-failed", parameters: { chats: "failed" } },
  { name: "chats-new-version", parameters: { newVersion: "1" } },
  { name: "chats-search", parameters: {}, fill: { "search input": "an" } },
  { name: "people", parameters: { path: "/people" } },
  { name: "people-found", parameters: { path: "/people" }, fill: { "search input": "an" } },
  { name: "people-none", parameters: { path: "/people" }, fill: { "search input": "zz_top" } },
  { name: "chat", parameters: chat },
  { name: "chat-typing", parameters: { ...chat, typing: "1" } },
  { name: "chat-unread", parameters: { ...chat, conversation: "unread", trust: "pinned" } },
  { name: "chat-empty", parameters: { ...chat, conversation: "empty", trust: "pinned" } },
  { name: "chat-begun", parameters: { ...chat, conversation: "begun", trust: "pinned" } },
  { name: "chat-long", parameters: { ...chat, conversation: "long" } },
  { name: "chat-stranger", parameters: { ...chat, conversation: "stranger", trust: "pinned" } },
  { name: "chat-blocked", parameters: { ...chat, conversation: "blocked", trust: "pinned" } },
  {
    name: "chat-block",
    parameters: { ...chat, conversation: "stranger", trust: "pinned" },
    press: [".banner-action"],
  },
  { name: "chat-loading", parameters: { ...chat, conversation: "loading" } },
  { name: "chat-failed", parameters: { ...chat, conversation: "failed" } },
  { name: "chat-refused", parameters: { ...chat, conversation: "refused" } },
  { name: "chat-offline", parameters: { ...chat, connection: "offline" } },
  { name: "chat-key-changed", parameters: { ...chat, trust: "changed" } },
  { name: "chat-files", parameters: { ...chat, conversation: "files" } },
  {
    name: "chat-files-chosen",
    parameters: chat,
    attach: ["pier.png", "Budget of the buoy, third version.xlsx", "beacon.mp4", "route.gpx"],
  },
  {
    name: "chat-files-too-many",
    parameters: chat,
    attach: Array.from({ length: 11 }, (_, at) => `page ${at + 1}.txt`),
  },
  {
    name: "chat-remove",
    parameters: { ...chat, conversation: "files" },
    press: [".message[data-mine] .message-menu button", ".message-menu .menu-item[data-danger]"],
  },
  {
    name: "viewer",
    parameters: { ...chat, conversation: "files" },
    press: [".message:not([data-mine]) .tile-open"],
  },
  {
    name: "voice-paused",
    parameters: chat,
    press: [".voice-button button", ".voice-panel .voice-wave + button"],
  },
  { name: "chat-many", parameters: { ...chat, conversation: "many" } },
  { name: "details", parameters: { path: "/chat/first/details" } },
  { name: "details-pinned", parameters: { path: "/chat/first/details", trust: "pinned" } },
  {
    name: "safety-number",
    parameters: { ...chat, trust: "pinned" },
    press: ["[aria-haspopup=menu]", "[role=menuitem]"],
  },
  { name: "key-change", parameters: { ...chat, trust: "changed" }, press: [".banner-action"] },
  { name: "settings", parameters: { path: "/settings" } },
  { name: "settings-profile", parameters: { path: "/settings/profile" } },
  { name: "settings-appearance", parameters: { path: "/settings/appearance" } },
  { name: "settings-security", parameters: { path: "/settings/security" } },
  {
    name: "settings-security-empty",
    parameters: { path: "/settings/security", conversation: "blocked" },
    press: ["[type=submit]"],
  },
  { name: "settings-recovery", parameters: { path: "/settings/recovery" } },
  {
    name: "settings-new-key",
    parameters: { path: "/settings/recovery" },
    fill: { "[name=password]": "correct horse" },
    press: ["[type=submit]"],
  },
  { name: "settings-sessions", parameters: { path: "/settings/sessions" } },
];
