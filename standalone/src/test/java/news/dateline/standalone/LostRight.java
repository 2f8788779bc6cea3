package news.dateline.standalone;

import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

/** A right that the service in a process has lost while it runs. */
record LostRight(Admin administrator, AclBinding acl, DatelineProcess process, int linesBefore) {
  /** Takes the right away. */
  static LostRight of(Admin administrator, AclBinding acl, DatelineProcess process)
      throws Exception {
    int before = process.lines().size();
    administrator.deleteAcls(List.of(acl.toFilter())).all().get();
    return new LostRight(administrator, acl, process, before);
  }

  /** Returns what the process has printed since. */
  List<String> lines() {
    return process.lines().subList(linesBefore, process.lines().size());
  }

  void isGivenBack() throws Exception {
    administrator.createAcls(List.of(acl)).all().get();
  }
}
