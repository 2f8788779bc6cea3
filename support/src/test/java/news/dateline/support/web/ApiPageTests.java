package news.dateline.support.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ApiPageTests {
  private static final String YAML =
      """
      info: {title: An API, summary: Serves., description: "Send `a: b`, or <nothing>."}
      tags: [{name: things, description: The things.}]
      paths:
        /things/{id}:
          put:
            operationId: putThing
            tags: [things]
            summary: Puts a thing.
            parameters:
              - {$ref: "#/components/parameters/id"}
            requestBody:
              content:
                application/json:
                  schema: {$ref: "#/components/schemas/Thing"}
                  example: {"name": "<b>"}
            responses:
              "200": {$ref: "#/components/responses/Done"}
      components:
        parameters:
          id: {name: id, in: path, required: true, description: "Of `a` thing.", example: x-1,
               schema: {type: string, pattern: "[a-z]"}}
        responses:
          Done:
            description: It is done.
            content:
              application/json:
                schema: {type: array, items: {$ref: "#/components/schemas/Thing"}}
        schemas:
          Thing:
            description: A thing.
            required: [name]
            properties:
              name: {type: string, maxLength: 9}
              parts: {type: array, items: {$ref: "#/components/schemas/Thing"}}
      """;

  private static String page() {
    Map<?, ?> description = new Yaml().load(YAML);
    return new ApiPage(description, "p { }").html();
  }

  @Test
  void whatMarkdownQuotesIsCodeAndAllElseIsEscaped() {
    assertThat(page())
        .contains("Send <code>a: b</code>, or &lt;nothing&gt;.", "Of <code>a</code> thing.")
        .contains("&quot;name&quot; : &quot;&lt;b&gt;&quot;")
        .doesNotContain("`");
  }

  @Test
  void eachOperationIsListedWithItsParametersTypesAndAnswers() {
    assertThat(page())
        .contains("<a href=\"#putThing\"><span class=\"method\">put</span>")
        .contains("<code>id</code><small>string, path, required, pattern [a-z]</small>")
        .contains("Example: <code>x-1</code>")
        .contains("<code>200</code>", "It is done.", "array of <a href=\"#schema-Thing\">")
        .contains("<code>name</code><small>string, always, maxLength 9</small>");
  }

  @Test
  void everyLinkWithinThePageHasATarget() {
    String page = page();

    assertThat(Pattern.compile("href=\"#([^\"]+)\"").matcher(page).results())
        .isNotEmpty()
        .extracting((MatchResult link) -> link.group(1))
        .allSatisfy(id -> assertThat(page).contains("id=\"" + id + "\""));
  }
}
