package news.dateline.testsupport;

import org.junit.jupiter.api.Nested;

/** The rules for the modules that this one is built on, and for itself. */
class ArchitectureTests {
  @Nested
  class Events extends ArchitectureRules {
    Events() {
      super("events");
    }
  }

  @Nested
  class Broker extends ArchitectureRules {
    Broker() {
      super("broker");
    }
  }

  @Nested
  class TestSupport extends ArchitectureRules {
    TestSupport() {
      super("testsupport");
    }
  }
}
