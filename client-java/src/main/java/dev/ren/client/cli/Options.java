package dev.ren.client.cli;

import dev.ren.client.ClientEnvironment;
import dev.ren.client.ClientStore;
import dev.ren.client.FileStore;
import dev.ren.client.RenClient;
import dev.ren.client.RenClients;
import dev.ren.client.StateRefused;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command. */
final class Options {
  private static final String URL = "url";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The server; default: the one of the last login, or http://localhost:8080.")
  @Nullable URI url;

  @Option(
      names = "--profile",
      paramLabel = "DIR",
      description = "Where session and keys are kept; default: .ren/cli, or ~/.config/ren.")
  @Nullable Path profile;

  private final Surroundings surroundings;

  Options(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  ClientStore store() {
    return new FileStore(profile == null ? surroundings.defaultProfile() : profile);
  }

  RenClients clients(ClientStore store) {
    return new RenClients(ClientEnvironment.of(address(store), "command line"));
  }

  /** The account of the profile. */
  RenClient client() {
    ClientStore store = store();
    return clients(store).resume(store);
  }

  /** Opens an account and remembers the server that it is on, also where its state is refused. */
  void enter(ClientStore store, Runnable opening) {
    try {
      opening.run();
    } catch (StateRefused undecided) {
      remember(store);
      throw undecided;
    }
    remember(store);
  }

  /** Remembers the server that an account is on. */
  void remember(ClientStore store) {
    store.write(URL, address(store).toString());
  }

  private URI address(ClientStore store) {
    URI chosen =
        Optional.ofNullable(url)
            .or(() -> store.read(URL).map(URI::create))
            .orElse(URI.create("http://localhost:8080"));
    if (chosen.getScheme() == null || !chosen.getScheme().matches("https?")) {
      throw new Failure(ExitCode.USAGE, "--url: " + chosen + " is no http address");
    }
    return URI.create(chosen.toString().replaceFirst("/+$", ""));
  }
}
