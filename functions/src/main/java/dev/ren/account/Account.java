package dev.ren.account;

/**
 * Everything of one account.
 *
 * @param identity the newest
 */
record Account(
    Profile profile,
    Credentials credentials,
    Identity identity,
    CredentialStore.Recovery recovery) {}
