package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Set;

/** The role of an identity. Each role has the rights of the roles before it. */
public enum Role {
  @JsonProperty("reporter")
  REPORTER(Right.PUBLISH),
  @JsonProperty("editor")
  EDITOR(Right.EDIT),
  @JsonProperty("chief")
  CHIEF(Right.ADMINISTER);

  private final Right highest;

  Role(Right highest) {
    this.highest = highest;
  }

  /** Returns the rights of the role. */
  public Set<Right> rights() {
    return EnumSet.range(Right.SUBMIT, highest);
  }
}
