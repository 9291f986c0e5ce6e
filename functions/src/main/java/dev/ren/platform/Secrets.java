package dev.ren.platform;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the secrets come from. A port, so that tests rotate them at will; the one real
 * implementation reads AWS Secrets Manager.
 */
public interface Secrets {

  /**
   * One version of a secret.
   *
   * @param id the version's id, the key id of what is signed with it
   */
  record Version(String id, String value) {
    @Override
    public String toString() {
      return "Version[" + id + "]";
    }
  }

  /** The newest version first, then the one before it if there is one. */
  List<Version> versions(String secretId);

  /** The newest version, which alone is nearly always asked for. */
  default Version current(String secretId) {
    return versions(secretId).getFirst();
  }

  /**
   * The version that made something, if it is one of these two. One that is so new that only
   * another container has met it yet is found too.
   */
  default Optional<Version> find(String secretId, Predicate<Version> madeIt) {
    return versions(secretId).stream().filter(madeIt).findFirst();
  }
}
