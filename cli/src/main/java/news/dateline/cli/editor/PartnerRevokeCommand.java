package news.dateline.cli.editor;

import java.util.concurrent.Callable;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.PartnerId;
import news.dateline.testbed.terminal.TerminalText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a partner's token back; its open streams end. */
@Command(name = "revoke", description = "Takes a partner's token back and ends its streams.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
final class PartnerRevokeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The partner, as partner list shows it.")
  private String id;

  @Mixin private EditorApiOptions address;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PartnerId partner = partner();
    EditorCalls calls = address.calls(spec.commandLine().getErr());
    calls.sendSuccessfully(calls.request("/partners/" + partner).DELETE().build());
    spec.commandLine().getOut().println("revoked " + partner);
    return 0;
  }

  private PartnerId partner() {
    try {
      return new PartnerId(id);
    } catch (InvalidFieldException e) {
      throw new ParameterException(
          spec.commandLine(), TerminalText.of("'" + id + "' is no partner id: " + e.getMessage()));
    }
  }
}
