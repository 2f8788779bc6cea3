package news.dateline.producer.importing.format;

import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.JsonNode;

/**
 * A parser that counts the values of one tree and ends with a problem if there are too many: the
 * tree of a text of empty arrays needs many times the memory of the text.
 */
final class LimitedJsonParser extends JsonParserDelegate {
  private static final int MAX_VALUES = 20_000;

  private final String what;
  private int values = 1;

  private LimitedJsonParser(JsonParser parser, String what) {
    super(parser);
    this.what = what;
  }

  /**
   * Reads the value on whose start the parser stands, up to its end. Throws a {@link
   * ProblemException} if the value consists of too many values.
   *
   * @param what what the value is, for the problem
   */
  static JsonNode readTree(JsonParser parser, String what) {
    return new LimitedJsonParser(parser, what).readValueAsTree();
  }

  @Override
  public JsonToken nextToken() {
    JsonToken token = super.nextToken();
    boolean isValue = token != null && (token.isScalarValue() || token.isStructStart());
    if (isValue && ++values > MAX_VALUES) {
      throw new ProblemException(
          ProblemType.BAD_JSON, what + " has more than " + MAX_VALUES + " values");
    }
    return token;
  }
}
