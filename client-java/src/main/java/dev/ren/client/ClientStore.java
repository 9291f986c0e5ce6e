package dev.ren.client;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Where a client keeps what outlives it: session, cursors, outbox. Values are JSON texts. */
public interface ClientStore {
  /** The value of a name. */
  Optional<String> read(String name);

  /** Sets a value so that a crash leaves the old or the new one. */
  void write(String name, String value);

  /** Forgets everything. */
  void clear();

  /** Runs the work while no other client with this store does. */
  <T> T exclusively(Supplier<T> work);

  /** A store that dies with the program. */
  static ClientStore inMemory() {
    Map<String, String> values = new ConcurrentHashMap<>();
    return new ClientStore() {
      @Override
      public Optional<String> read(String name) {
        return Optional.ofNullable(values.get(name));
      }

      @Override
      public void write(String name, String value) {
        values.put(name, value);
      }

      @Override
      public void clear() {
        values.clear();
      }

      @Override
      public synchronized <T> T exclusively(Supplier<T> work) {
        return work.get();
      }
    };
  }
}
