/**
 * The protocol's public surface: everything else of the client imports from here only.
 * PROTOCOL.md, beside this file, is the text that it implements; the sections are named there.
 *
 * Reading order: {@link createAccount} and {@link openAccount} give an {@link UnlockedAccount};
 * {@link verifyIdentityChain} and {@link follow} decide whose keys count, {@link identityBook} holds
 * them; {@link firstDirectEpoch} and {@link appendEpoch} make and verify a chat's epochs;
 * {@link sealMessage} seals, and {@link verifyPage} is the one door back to plaintext. Of files,
 * {@link fileCipher} gives what {@link sealPart} and {@link openChunk} work with, chunk by chunk and
 * alike in every thread; {@link openDigests} comes before the first chunk is opened.
 */
export { openAccount, type SlotAccess, type UnlockedAccount } from "./account.ts";
export { argon2idInWorker } from "./argon2.ts";
export { fromBase64url, fromBase64urlOf, toBase64url } from "./base64url.ts";
export {
  type Body,
  encodeBody,
  type FilesBody,
  MAX_BODY,
  MAX_FILES,
  MAX_TEXT,
  type OutgoingBody,
  parseBody,
  type Reply,
  type TextBody,
} from "./body.ts";
export type { Bytes } from "./bytes.ts";
export {
  type ChangedCredential,
  type CredentialChange,
  changeCredential,
  type RecoveryChoice,
  type Rotation,
  rotateAccount,
} from "./credentialChange.ts";
export {
  type Epoch,
  type Member,
  memberOf,
  type Role,
  type SeenPointer,
  type SignedEpoch,
} from "./epoch.ts";
export {
  appendEpoch,
  type EpochChain,
  type EpochContext,
  type EpochOffer,
  emptyChain,
  epochBefore,
  headOf,
  newestEpoch,
  requireHead,
  type VerifiedEpoch,
} from "./epochChain.ts";
export { ProtocolError, type ProtocolErrorCode } from "./errors.ts";
export {
  type FileCipher,
  fileCipher,
  newFileSecret,
  openChunk,
  type SealedPart,
  sealPart,
} from "./fileCipher.ts";
export { manifestOf, openDigests, type VerifiedDigests } from "./fileDigests.ts";
export {
  type ByteRange,
  CHUNK_BYTES,
  type ChunkSlice,
  chunkLength,
  chunkSlices,
  digestListRange,
  type FileLayout,
  fileLayout,
  isLast,
  MAX_FILE_BYTES,
  objectSize,
  partLength,
  sealedLength,
  sealedRange,
} from "./fileLayout.ts";
export { fileNameFrom, MAX_FILE_NAME, mediaTypeFrom } from "./fileName.ts";
export {
  type Dimensions,
  type FileDetails,
  type FileReference,
  type FileSecret,
  type FileUse,
  type InlineFile,
  MAX_INLINE,
  MAX_THUMB,
  MAX_WAVE,
  type StoredFile,
  storedFiles,
} from "./fileReference.ts";
export {
  openChunks,
  openObject,
  openRange,
  type Pieces,
  sealParts,
  streamOf,
} from "./fileStreams.ts";
export {
  type Identity,
  type IdentityChain,
  type SignedIdentity,
  type VerifiedIdentity,
  verifyIdentityChain,
} from "./identity.ts";
export { type IdentityBook, identityBook } from "./identityBook.ts";
export {
  type AuthKey,
  type ChatId,
  type ChatKind,
  type ClientId,
  companionOf,
  directChatId,
  directMembers,
  type EpochNumber,
  type FileId,
  type Fingerprint,
  type Hash,
  kindOf,
  type Login,
  type LogNumber,
  loginFromTyped,
  newClientId,
  newFileId,
  newGroupId,
  parseChatId,
  parseClientId,
  parseEpochNumber,
  parseFileId,
  parseFingerprint,
  parseHash,
  parseLogin,
  parseLogNumber,
  parseUserId,
  type UserId,
} from "./ids.ts";
export {
  type Argon2id,
  derivePasswordKeys,
  type Kdf,
  type KdfJson,
  kdfToJson,
  type PasswordKeys,
  parseKdf,
  standardKdf,
} from "./kdf.ts";
export { openLocally, sealLocally } from "./localSeal.ts";
export {
  type LogEntry,
  type RefusedEntry,
  shownTime,
  type VerifiedEntry,
  type VerifiedEpochEntry,
  type VerifiedMessage,
  type VerifiedRemovedEntry,
} from "./logEntry.ts";
export { emptyLog, type LogState, newestVerified } from "./logState.ts";
export { type VerifiedPage, verifyPage } from "./logVerifier.ts";
export { type MessageSender, type SealedMessage, sealMessage } from "./message.ts";
export {
  type EpochMaker,
  firstDirectEpoch,
  isCurrent,
  type NewEpoch,
  renewedEpoch,
} from "./newEpoch.ts";
export {
  accept,
  firstPin,
  follow,
  isBlocked,
  isVerified,
  keep,
  type Pin,
  withBlocked,
  withVerified,
} from "./pin.ts";
export { type Random, secureRandom } from "./random.ts";
export {
  parseRecoveryKey,
  type RecoveryKey,
  recoveryAuthHash,
  recoveryWrapKey,
} from "./recoveryKey.ts";
export {
  createAccount,
  type NewAccount,
  type PasswordChoice,
  type RecoverySlot,
  type SealedAccount,
} from "./registration.ts";
export { type RemovedMessage, signRemoval } from "./removal.ts";
export { safetyNumber } from "./safetyNumber.ts";
export {
  EMPTY_STATE,
  type EpochHead,
  mergeStates,
  openState,
  requireRoom,
  type Setting,
  type State,
  sealState,
  signState,
  withEpochHead,
  withPin,
  withSetting,
} from "./state.ts";
export type { SealedBlob } from "./vault.ts";
export {
  entryFromJson,
  epochFromJson,
  epochToJson,
  type IdentityJson,
  identityFromJson,
  identityToJson,
  type MessageJson,
  messageToJson,
  type SealedJson,
  sealedFromJson,
  sealedToJson,
  storedToJson,
  type WrapJson,
  wrapsToJson,
} from "./wire.ts";
