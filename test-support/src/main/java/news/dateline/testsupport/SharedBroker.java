package news.dateline.testsupport;

/** Holds the one broker of this JVM until it ends. */
final class SharedBroker {
  static final TestBroker INSTANCE = started();

  private SharedBroker() {}

  private static TestBroker started() {
    TestBroker broker = TestBroker.start();
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-test-broker"));
    return broker;
  }
}
