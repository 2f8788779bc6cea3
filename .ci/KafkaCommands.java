import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.tools.AclCommand;
import org.apache.kafka.tools.TopicCommand;

/**
 * Runs commands of Kafka from standard input, one a line, in this JVM: {@code java -cp …
 * KafkaCommands.java FURTHER ARGUMENTS OF EACH <COMMANDS}. Exit code 1: one of them has failed.
 */
class KafkaCommands {
  /** The first exit of a command. A command catches what ends it, and exits once more. */
  private static Integer status;

  public static void main(String[] further) {
    Exit.setExitProcedure(
        (code, message) -> {
          status = status == null ? code : status;
          throw new IllegalStateException("exit");
        });
    Scanner lines = new Scanner(System.in, "UTF-8");
    while (lines.hasNextLine()) {
      String line = lines.nextLine();
      if (run(line, further) != 0) {
        System.err.println("failed: " + line);
        Runtime.getRuntime().halt(1);
      }
    }
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static int run(String line, String[] further) {
    // the only quotes are those around a principal without a space
    List<String> words = new ArrayList<>(List.of(line.replace("'", "").split(" ")));
    String command = words.remove(0);
    words.addAll(List.of(further));
    String[] arguments = words.toArray(String[]::new);
    status = null;
    try {
      switch (command) {
        case "kafka-topics.sh" -> TopicCommand.main(arguments);
        case "kafka-acls.sh" -> AclCommand.main(arguments);
        default -> throw new IllegalArgumentException(command);
      }
      return 0;
    } catch (IllegalStateException e) {
      return status == null ? 1 : status;
    }
  }
}
