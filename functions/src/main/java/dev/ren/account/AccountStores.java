package dev.ren.account;

/** The stores of this package: each owns its table or its items. */
record AccountStores(
    NameStore names,
    AccountStore accounts,
    SessionStore sessions,
    StateStore states,
    AvatarStore avatars,
    AccountWriteStore writes) {}
