package news.dateline.feedapi.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.dateline.events.Json;
import news.dateline.feedapi.sse.ByteSlice;

/**
 * Writes JSON from values and from parts that are encoded already. Large parts are not copied: the
 * answers that contain an item share its bytes. For one thread.
 */
final class JsonAssembler {
  /** Length in bytes below which a copy costs less than another buffer. */
  private static final int MIN_SHARED = 1024;

  private final List<ByteBuf> parts = new ArrayList<>();
  private ByteArrayOutputStream out = new ByteArrayOutputStream(4 * 1024);

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
    if (json.length() < MIN_SHARED) {
      json.writeTo(out);
    } else {
      endPart();
      parts.add(Unpooled.wrappedBuffer(json.asByteBuffer()));
    }
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

  /** Returns what was written, in heap memory that need not be released. */
  ByteBuf body() {
    endPart();
    return Unpooled.wrappedBuffer(parts.size(), parts.toArray(ByteBuf[]::new));
  }

  private void endPart() {
    if (out.size() > 0) {
      parts.add(Unpooled.wrappedBuffer(out.toByteArray()));
      out = new ByteArrayOutputStream();
    }
  }

  private JsonAssembler text(String json) {
    out.writeBytes(json.getBytes(UTF_8));
    return this;
  }
}
