package dev.ren.chat;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.platform.Bytes64;
import dev.ren.platform.UserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An epoch for one of its readers.
 *
 * @param wrap the reader's, empty where it was deleted or the reader was no member
 */
record EpochWithWrap(LogEntry.Epoch epoch, Optional<byte[]> wrap) {

  /** Epochs with the wraps of one reader: one call, at most 100. */
  static List<EpochWithWrap> of(List<LogEntry.Epoch> epochs, UserId reader, WrapStore store) {
    List<WrapStore.Place> places = new ArrayList<>();
    for (LogEntry.Epoch epoch : epochs) {
      int place = EpochRecord.parse(epoch.record()).users().indexOf(reader);
      if (place >= 0) {
        places.add(new WrapStore.Place(epoch, place));
      }
    }
    List<Optional<byte[]>> wraps = store.find(places);
    List<EpochWithWrap> result = new ArrayList<>();
    int next = 0;
    for (LogEntry.Epoch epoch : epochs) {
      boolean member = next < places.size() && places.get(next).epoch().equals(epoch);
      result.add(new EpochWithWrap(epoch, member ? wraps.get(next++) : Optional.empty()));
    }
    return List.copyOf(result);
  }

  /** Writes {@code EpochRecord} of openapi.yaml. */
  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    EntryJson.record(epoch, json);
    if (wrap.isPresent()) {
      json.writeStringField("wrap", Bytes64.encode(wrap.get()));
    }
    json.writeEndObject();
  }
}
