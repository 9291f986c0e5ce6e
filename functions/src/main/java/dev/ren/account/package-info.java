/**
 * Accounts: registration, login, sessions, recovery, keys, profile.
 *
 * <p>Tables (each item family has one owner here):
 *
 * <pre>
 * names     p = first 2 characters of the login, l = login
 *             → u, st (pending | active); pending only: jti, exp, ttl, and what step 2 needs
 * accounts  u = user, s = profile  → l, nm, fp, gen, av
 *           u = user, s = cred     → verifier, sealed vault and slots with their revs, recovery hash
 *           u = user, s = id#gen   → identity records, never deleted
 * user      u = user, s = S#sid    → a session: refresh counter, times, device, ttl
 *           u = user, s = STATE    → the sealed state and its rev
 *           u = user, s = AVATAR   → the picture and its version
 * </pre>
 *
 * {@code user} also holds {@code C#chat}, which {@code dev.ren.chat} owns.
 */
@NullMarked
package dev.ren.account;

import org.jspecify.annotations.NullMarked;
