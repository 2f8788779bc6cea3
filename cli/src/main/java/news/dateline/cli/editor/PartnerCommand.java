package news.dateline.cli.editor;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Manages who may read the feeds for partners. */
@Command(
    name = "partner",
    description = {
      "Issues, lists and revokes the tokens of partners.",
      "Exit code 0: done; 1: refused; 2: wrong usage, or the service cannot be reached."
    },
    subcommands = {PartnerIssueCommand.class, PartnerListCommand.class, PartnerRevokeCommand.class})
@SuppressWarnings("NullAway.Init") // picocli sets the field
public final class PartnerCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "partner what? issue, list or revoke");
  }
}
