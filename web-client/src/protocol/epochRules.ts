import { type Epoch, type Member, memberOf } from "./epoch.ts";
import { refuse } from "./errors.ts";
import { continues, type IdentityBook, requireIdentity } from "./identityBook.ts";
import { directMembers, NO_HASH } from "./ids.ts";

const FEWEST_MEMBERS = 2;

/** Refuses an epoch 0 that follows something. */
export function checkFirst(epoch: Epoch): void {
  const { seen, previous } = epoch;
  if (seen.number !== 0 || seen.hash !== NO_HASH || previous !== NO_HASH) {
    refuse("epoch_refused", "epoch 0 follows something");
  }
}

/** Checks of a roster that need no earlier epoch. Answers the maker's line. */
export function checkRoster(epoch: Epoch, identities: IdentityBook): Member {
  if (epoch.members.length < FEWEST_MEMBERS) {
    refuse("epoch_refused", "fewer than two members");
  }
  checkDirect(epoch);
  const maker = memberOf(epoch, epoch.maker) ?? refuse("epoch_refused", "the maker is no member");
  for (const member of epoch.members) {
    requireIdentity(identities, member.userId, member.fingerprint);
  }
  return maker;
}

/** Who may change what from one epoch to the next (PROTOCOL.md §11). */
export function checkChange(before: Epoch, after: Epoch, identities: IdentityBook): void {
  const maker =
    memberOf(before, after.maker) ?? refuse("epoch_refused", "the maker was no member before");
  const admin = maker.role === "admin";
  for (const member of after.members) {
    const old = memberOf(before, member.userId);
    if (old?.role !== member.role && !admin) {
      refuse("epoch_refused", "only an admin adds members or changes roles");
    }
    if (
      old !== undefined &&
      !continues(identities, member.userId, old.fingerprint, member.fingerprint)
    ) {
      refuse("identity_changed", "an older key than in the epoch before");
    }
  }
  if (!admin && before.members.some((old) => memberOf(after, old.userId) === undefined)) {
    refuse("epoch_refused", "only an admin removes members");
  }
}

function checkDirect(epoch: Epoch): void {
  const pair = directMembers(epoch.chatId);
  if (pair === undefined) {
    return;
  }
  const [lower, higher, ...more] = epoch.members;
  const exactly =
    more.length === 0 &&
    lower?.userId === pair[0] &&
    higher?.userId === pair[1] &&
    epoch.members.every(({ role }) => role === "admin");
  if (!exactly) {
    refuse("epoch_refused", "a 1:1 has the two members that its id names, both admins");
  }
}
