package news.dateline.producer;

import java.util.Map;
import news.dateline.events.Right;
import news.dateline.events.Role;
import org.jspecify.annotations.Nullable;

/**
 * What a route of the editors' API needs: the least role, and the right that a lesser one lacks.
 */
enum Need {
  /** No token: the body has a one-time code. */
  NOTHING("reporter", null, null),
  /** A valid token. The request is about its own identity. */
  OWN("reporter", null, null),
  /** A valid token. The answer has only what the token covers. */
  ANY("reporter", null, null),
  REPORTER("reporter", null, Right.SUBMIT),
  EDITOR("editor", Role.REPORTER, Right.EDIT),
  CHIEF("chief", Role.EDITOR, Right.ADMINISTER),
  CHIEF_OF_ALL("chief of all", Role.EDITOR, Right.ADMINISTER);

  private static final String FEED = "/feeds/{feed}";
  private static final String ITEM = FEED + "/items/{id}";

  static final Map<String, Need> BY_ROUTE =
      Map.ofEntries(
          Map.entry("POST /sessions", NOTHING),
          Map.entry("POST /login-codes", OWN),
          Map.entry("GET /session", OWN),
          Map.entry("GET /sessions", OWN),
          Map.entry("DELETE /sessions/{id}", OWN),
          Map.entry("GET /feeds", ANY),
          Map.entry("GET /outcomes/{eventId}", ANY),
          Map.entry("GET " + FEED + "/held", REPORTER),
          Map.entry("GET " + FEED + "/submitted", REPORTER),
          Map.entry("GET " + FEED + "/stream", REPORTER),
          Map.entry("GET " + ITEM, REPORTER),
          Map.entry("POST " + FEED + "/items", REPORTER),
          Map.entry("POST " + FEED + "/preview", REPORTER),
          Map.entry("PUT " + ITEM, REPORTER),
          Map.entry("PUT " + ITEM + "/presence", REPORTER),
          Map.entry("POST " + ITEM + "/release", EDITOR),
          Map.entry("POST " + ITEM + "/return", EDITOR),
          Map.entry("POST " + ITEM + "/corrections", EDITOR),
          Map.entry("POST " + ITEM + "/retraction", REPORTER),
          Map.entry("PUT " + ITEM + "/breaking", EDITOR),
          Map.entry("DELETE " + ITEM + "/breaking", EDITOR),
          Map.entry("PUT " + FEED + "/pin", EDITOR),
          Map.entry("DELETE " + FEED + "/pin", EDITOR),
          Map.entry("PUT " + FEED, CHIEF),
          Map.entry("POST " + FEED + "/close", CHIEF),
          Map.entry("POST " + FEED + "/imports", CHIEF),
          Map.entry("POST " + ITEM + "/restoration", CHIEF),
          Map.entry("GET /partners", CHIEF_OF_ALL),
          Map.entry("POST /partners", CHIEF_OF_ALL),
          Map.entry("DELETE /partners/{id}", CHIEF_OF_ALL),
          Map.entry("GET /identities", CHIEF_OF_ALL),
          Map.entry("POST /identities", CHIEF_OF_ALL),
          Map.entry("DELETE /identities/{id}", CHIEF_OF_ALL),
          Map.entry("DELETE /identities/{id}/name", CHIEF_OF_ALL));

  private final String least;
  private final @Nullable Role tooLittle;
  private final @Nullable Right right;

  Need(String least, @Nullable Role tooLittle, @Nullable Right right) {
    this.least = least;
    this.tooLittle = tooLittle;
    this.right = right;
  }

  /** Fails for a route without a row. */
  static Need of(String route) {
    Need need = BY_ROUTE.get(route);
    if (need == null) {
      throw new AssertionError(route + " has no row");
    }
    return need;
  }

  /** The token of {@link RouteRightsIT} that may just use the route. */
  String least() {
    return least;
  }

  @Nullable Role tooLittle() {
    return tooLittle;
  }

  @Nullable Right right() {
    return right;
  }
}
