package news.dateline.cli.editor;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says who may read the feeds that are for partners. */
@Command(
    name = "partner",
    description = {
      "Issues, lists and takes back the tokens of partners.",
      "Exit code 0: done; 1: refused; 2: wrong usage or unreachable."
    },
    subcommands = {PartnerIssueCommand.class, PartnerListCommand.class, PartnerRevokeCommand.class})
@SuppressWarnings("NullAway.Init") // picocli fills the field in
public final class PartnerCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "partner what? issue, list or revoke");
  }
}
