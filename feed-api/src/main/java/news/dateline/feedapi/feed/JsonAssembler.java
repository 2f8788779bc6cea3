package news.dateline.feedapi.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.dateline.events.Json;
import news.dateline.feedapi.sse.ByteSlice;

/** Writes JSON from values and from parts that are encoded already. For one thread. */
final class JsonAssembler {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(32 * 1024);

  /** Begins an object with the fields of the value. {@link #end} closes it. */
  JsonAssembler begin(Object head) {
    byte[] json = Json.write(head);
    out.write(json, 0, json.length - 1);
    return this;
  }

  /** Adds a field that holds a list. */
  <T> JsonAssembler list(String name, Stream<T> elements, Consumer<T> writer) {
    text(",\"" + name + "\":[");
    for (Iterator<T> rest = elements.iterator(); rest.hasNext(); ) {
      writer.accept(rest.next());
      if (rest.hasNext()) {
        text(",");
      }
    }
    return text("]");
  }

  void raw(ByteSlice json) {
    json.writeTo(out);
  }

  JsonAssembler field(String name, Object value) {
    text(",\"" + name + "\":");
    out.writeBytes(Json.write(value));
    return this;
  }

  JsonAssembler field(String name, ByteSlice json) {
    text(",\"" + name + "\":");
    raw(json);
    return this;
  }

  JsonAssembler end() {
    return text("}");
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private JsonAssembler text(String json) {
    out.writeBytes(json.getBytes(UTF_8));
    return this;
  }
}
