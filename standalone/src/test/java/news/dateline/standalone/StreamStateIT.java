package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a connection, and the worker that pages share, report of a stream that is catching up. */
class StreamStateIT extends BrowserFixture {
  /** A stream whose events the test sends, and polls without an answer. */
  private static final String STREAM =
      """
      window.EventSource = class extends EventTarget {
        constructor() {
          super();
          window.stream = this;
        }
        close() {}
      };
      window.fetch = () => new Promise(() => {});
      window.send = (type, id, data = {}) =>
        stream.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId: id }));
      window.load = name => import(document.querySelector('script[type=module]').src.replace(/[^/]*$/, name));
      """;

  @BeforeEach
  void openPage() throws Exception {
    news.open("states");
    open("/feeds/states");
    browser.executeScript(STREAM);
  }

  @Test
  void theNumberOfTheNewestChangeIsForgottenWithItsEpoch() {
    assertThat(
            states(
                """
                const [done] = arguments, states = [];
                load('connection.js').then(({ connect }) => {
                  const { close } = connect('/feeds/states/stream', 'old-1', message => {
                    if ('state' in message) states.push(message.state);
                  });
                  send('at', 'old-1', { seq: 9 });
                  send('reset', 'new-3');
                  send('item', 'new-4');
                  close();
                  done(states);
                });
                """))
        .containsExactly("behind", "live", "live");
  }

  @Test
  void eachPageOfASharedStreamIsToldItsOwnDistance() {
    assertThat(
            states(
                """
                const [done] = arguments;
                window.name = '/feeds/states/stream';
                load('worker.js').then(() => {
                  const states = {};
                  const join = cursor => {
                    const postMessage = ({ state, behind }) => {
                      if (state) states[cursor] = state === 'behind' ? `${state} ${behind}` : state;
                    };
                    const port = { postMessage, addEventListener() {} };
                    onconnect({ ports: [port] });
                    port.onmessage({ data: { cursor } });
                  };
                  join('aaaa-1');
                  send('at', 'aaaa-1', { seq: 6 });
                  send('item', 'aaaa-3');
                  ['aaaa-2', 'aaaa-4', 'aaaa-6'].forEach(join);
                  done(Object.values(states));
                });
                """))
        .containsExactly("behind 3", "behind 4", "behind 2", "live");
  }

  @SuppressWarnings("unchecked")
  private static List<String> states(String script) {
    return (List<String>) Objects.requireNonNull(browser.executeAsyncScript(script));
  }
}
