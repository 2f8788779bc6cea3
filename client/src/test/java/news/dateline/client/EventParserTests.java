package news.dateline.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventParserTests {
  private final List<String> reported = new ArrayList<>();
  private final EventParser parser =
      new EventParser(
          new EventParser.EventHandler() {
            @Override
            public void event(ServerSentEvent event) {
              String data = new String(event.data(), UTF_8);
              reported.add("%s [%s] %s".formatted(event.type(), event.id(), data));
            }

            @Override
            public void retry(long millis) {
              reported.add("retry " + millis);
            }

            @Override
            public void protocolViolation(String what) {
              reported.add("violation: " + what);
            }
          });

  @Test
  void readsTheExamplesOfTheStandard() {
    read("data: YHOO\ndata: +2\ndata: 10\n\n");
    read(
        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n");
    read("data\n\ndata\ndata\n\ndata:");

    assertThat(reported)
        .containsExactly(
            "message [] YHOO\n+2\n10",
            "message [1] first event",
            "message [] second event",
            "message []  third event",
            "message [] ",
            "message [] \n");
  }

  @Test
  void endsLinesAtAnyOfTheThreeEnds() {
    read("event: at\rid: a-1\rdata: 1\r\rid: a-2\r\ndata: 2\r\n\r\ndata: 3\n\n");

    assertThat(reported).containsExactly("at [a-1] 1", "message [a-2] 2", "message [a-2] 3");
  }

  @Test
  void readsTheSameFromPiecesOfAnySize() {
    String stream = "\uFEFFretry: 2731\r\n\r\nid: k3f9-1\r\nevent: item\r\ndata: Київ 🌊\r\n\r\n";
    read(stream);
    List<String> whole = List.copyOf(reported);
    for (int size = 1; size < 12; size++) {
      EventParserTests pieces = new EventParserTests();
      byte[] bytes = stream.getBytes(UTF_8);
      for (int from = 0; from < bytes.length; from += size) {
        pieces.parser.read(ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from)));
      }
      assertThat(pieces.reported).as("in pieces of %d", size).isEqualTo(whole);
    }
    assertThat(whole).containsExactly("retry 2731", "item [k3f9-1] Київ 🌊");
  }

  @Test
  void dropsAnEventThatDidNotEnd() {
    read("data: whole\n\n");
    assertThat(parser.withinEvent()).isFalse();
    read("data: half\n");

    assertThat(parser.withinEvent()).isTrue();
    assertThat(reported).containsExactly("message [] whole");
  }

  @Test
  void reportsWhatABrowserWouldIgnore() {
    read("date: forged\nretry: soon\nid: a\0b\ndata: x\n\n");
    parser.read(ByteBuffer.wrap(new byte[] {'i', 'd', ':', (byte) 0xFF, '\n'}));

    assertThat(reported)
        .containsExactly(
            "violation: a field that Dateline does not have",
            "violation: a retry that is no number",
            "violation: an id with NUL",
            "message [] x",
            "violation: a field that is not UTF-8");
  }

  private void read(String text) {
    parser.read(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }
}
