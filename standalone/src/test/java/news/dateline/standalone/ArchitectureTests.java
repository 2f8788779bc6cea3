package news.dateline.standalone;

import news.dateline.testsupport.ArchitectureRules;

class ArchitectureTests extends ArchitectureRules {
  ArchitectureTests() {
    super("standalone");
  }
}
