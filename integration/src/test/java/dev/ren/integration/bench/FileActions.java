package dev.ren.integration.bench;

import dev.ren.client.RenClient;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.FileReference;
import dev.ren.client.protocol.LogItem;
import dev.ren.integration.OwnStack;
import dev.ren.integration.Person;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files: those of 1 MB and of eight parts measured, and from their difference one of 1 GB. */
final class FileActions {
  private static final int MEGABYTE = 1_000_000;
  private static final int PART = 8 << 20;
  private static final int MEASURED_PARTS = 8;
  private static final double GIGABYTE_PARTS = Math.ceil(1e9 / PART);

  private FileActions() {}

  static Map<String, Taken> measure(MeteredStack stack) throws Exception {
    Person anna = Person.register(stack.target(), "anna");
    Person boris = Person.register(stack.target(), "boris");
    ChatId chat = anna.talksWith(boris);
    RenClient annas = stack.meteredDevice(anna);
    RenClient borises = stack.meteredDevice(boris);
    Map<String, Taken> taken = new LinkedHashMap<>();
    Path folder = OwnStack.temporaryFolder();
    Taken[] up = new Taken[2];
    Taken[] down = new Taken[2];
    // The first is for warming up: the second takes its place.
    for (int size : new int[] {MEGABYTE, MEGABYTE, MEASURED_PARTS * PART - MEGABYTE}) {
      int i = size == MEGABYTE ? 0 : 1;
      Path file = Files.write(folder.resolve("file" + i), new byte[size]);
      annas.history(chat, 1);
      up[i] =
          stack.meter().measure(() -> annas.files().send(chat, List.of(file), Optional.empty()));
      LogItem.Message message = (LogItem.Message) borises.history(chat, 1).getLast();
      FileReference sent = ((Body.Files) message.body()).files().getFirst();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      down[i] = stack.meter().measure(() -> borises.files().fetch(chat, message, sent, out));
    }
    OwnStack.delete(folder);
    taken.put("upload of 1 MB", up[0]);
    taken.put("download of 1 MB", down[0]);
    taken.put("upload of 1 GB, computed", gigabyte(up));
    taken.put("download of 1 GB, computed", gigabyte(down));
    return taken;
  }

  private static Taken gigabyte(Taken[] one) {
    Taken part = one[1].plus(one[0].times(-1)).times(1.0 / (MEASURED_PARTS - 1));
    return one[0].plus(part.times(GIGABYTE_PARTS - 1));
  }
}
