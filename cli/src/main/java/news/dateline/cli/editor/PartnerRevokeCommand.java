package news.dateline.cli.editor;

import java.util.concurrent.Callable;
import news.dateline.cli.terminal.TerminalText;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.PartnerId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Revokes a partner's token; its open streams end. */
@Command(name = "revoke", description = "Revokes a partner's token and ends its streams.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PartnerRevokeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The partner's id, as partner list shows it.")
  private String id;

  @Mixin private EditorApiOptions editorApi;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PartnerId partner = partner();
    editorApi.client(spec.commandLine().getErr()).revokePartner(partner);
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
