package dev.ren.client.cli;

import dev.ren.client.RenClient;
import dev.ren.client.Watch;
import dev.ren.client.WatchListener;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.LogItem;
import picocli.CommandLine.Command;

@Command(name = "watch", description = "Show messages as they come, until interrupted.")
final class WatchCommand extends ChatCommand {

  WatchCommand(Options options) {
    super(options);
  }

  @Override
  void run() throws InterruptedException {
    RenClient client = options.client();
    Printer printer = new Printer(out(), client);
    try (Watch watch = client.watch(new Show(printer))) {
      watch.join();
    }
  }

  private record Show(Printer printer) implements WatchListener {
    @Override
    public void item(ChatId chat, LogItem item) {
      printer.item(item);
    }

    @Override
    public void connected(boolean up) {
      printer.line(up ? "-- connected --" : "-- connection lost, trying again --");
    }

    @Override
    public void failed(ChatId chat, RuntimeException reason) {
      printer.line("!! " + ExitCode.sentence(reason));
    }

    @Override
    public void ended() {
      printer.line("-- the session has ended --");
    }
  }
}
