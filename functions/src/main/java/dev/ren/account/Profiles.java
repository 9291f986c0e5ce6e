package dev.ren.account;

import dev.ren.platform.ErrorCode;
import dev.ren.platform.Login;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** People as others see them: profiles, pictures, search. */
final class Profiles {
  private static final Pattern QUERY = Pattern.compile("[a-z0-9_]{2,32}");
  private static final int PAGE = 20;

  /** A page of a search; {@code next} is the cursor of the one after it. */
  record Page(List<Profile> profiles, Optional<Login> next) {}

  private final AccountStores stores;
  private final AvatarStore avatars;

  Profiles(AccountStores stores, AvatarStore avatars) {
    this.stores = stores;
    this.avatars = avatars;
  }

  Profile of(UserId user) {
    return stores.accounts().profile(user).orElseThrow(Profiles::notFound);
  }

  /** One write and one read. */
  Profile rename(UserId user, UserName name) {
    stores.accounts().rename(user, name);
    Profile profile = of(user);
    return new Profile(
        user,
        profile.login(),
        name.value(),
        profile.fingerprint(),
        profile.generation(),
        profile.avatar());
  }

  /**
   * The picture first: killed between, its old version names the new picture, which is harmless.
   */
  Profile setAvatar(UserId user, AvatarStore.Avatar avatar) {
    avatars.put(user, avatar);
    return setVersion(user, avatar.version());
  }

  /** The version first: killed between, nobody is shown a picture that was to go. */
  Profile removeAvatar(UserId user) {
    Profile profile = setVersion(user, "");
    avatars.delete(user);
    return profile;
  }

  /**
   * A person's picture.
   *
   * @throws Problem {@code not_found}
   */
  AvatarStore.Avatar avatar(Login login) {
    return stores
        .names()
        .owner(login)
        .flatMap(user -> avatars.find(user))
        .orElseThrow(Profiles::notFound);
  }

  /**
   * People whose login begins with {@code prefix}: two calls a page.
   *
   * @param after the cursor, a login
   */
  Page search(String prefix, Optional<Login> after) {
    if (!QUERY.matcher(prefix).matches()) {
      throw Problem.badRequest("q is not 2–32 characters of a login");
    }
    if (after.isPresent() && !after.get().value().startsWith(prefix)) {
      throw Problem.badRequest("the cursor belongs to another search");
    }
    NameStore.Page page = stores.names().search(prefix, after, PAGE);
    return new Page(stores.accounts().profiles(page.users()), page.last());
  }

  private Profile setVersion(UserId user, String version) {
    stores.accounts().setAvatarVersion(user, version);
    Profile profile = of(user);
    return new Profile(
        user,
        profile.login(),
        profile.name(),
        profile.fingerprint(),
        profile.generation(),
        version);
  }

  private static Problem notFound() {
    return Problem.of(ErrorCode.NOT_FOUND, "there is no such person or picture");
  }
}
