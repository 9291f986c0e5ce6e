package dev.ren.client.cli;

import dev.ren.client.ClientStore;
import dev.ren.client.protocol.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "state",
    description = {
      "Say whether the account's sealed state opens: whose keys are known, and whose were compared.",
      "While it does not open, or is older than one seen, no other command works."
    })
final class StateCommand extends ChatCommand {
  @Option(
      names = "--go-on",
      description = {
        "Go on without a state that is refused: what still opens of it takes its place, else an",
        "empty one. Known keys and comparisons that are not in it are forgotten for good."
      })
  private boolean goOn;

  StateCommand(Options options) {
    super(options);
  }

  @Override
  void run() {
    if (!goOn) {
      options.client();
      out().println("The state opens: nothing is to be decided");
      return;
    }
    ClientStore store = options.store();
    State left = options.clients(store).goOnWithoutState(store);
    long verified =
        left.pins().values().stream()
            .filter(pin -> pin.verified().filter(pin.fingerprint()::equals).isPresent())
            .count();
    out()
        .println(
            "Going on with the keys of "
                + left.pins().size()
                + " people, "
                + verified
                + " compared");
    out().println("Compare safety numbers again before you write what matters");
  }
}
