package news.dateline.client;

import java.util.Map;
import java.util.UUID;
import news.dateline.events.IdentityId;
import news.dateline.events.PartnerId;

/**
 * The part of the editors' API that manages who may read and write: partners, identities and
 * sessions. Thread-safe. Operations are repeated and fail as those of {@link EditorClient} do.
 */
public final class AccessClient {
  private final EditorClient editorApi;

  AccessClient(EditorClient editorApi) {
    this.editorApi = editorApi;
  }

  /** Issues a partner's token. The answer alone has the {@code token}, beside its {@code id}. */
  public ApiResponse issuePartner(Map<String, ?> partner) {
    return editorApi.call("POST", "/partners", partner);
  }

  /** Lists the partners without their tokens: {@code {"partners":[…]}}. */
  public ApiResponse partners() {
    return editorApi.call("GET", "/partners", null);
  }

  /** Revokes a partner's token for good and ends its streams. */
  public ApiResponse revokePartner(PartnerId partner) {
    return editorApi.call("DELETE", "/partners/" + partner, null);
  }

  /** Issues an identity's token. The answer alone has the {@code token}, beside its {@code id}. */
  public ApiResponse issueIdentity(Map<String, ?> identity) {
    return editorApi.call("POST", "/identities", identity);
  }

  /** Lists the identities without their tokens: {@code {"identities":[…]}}. */
  public ApiResponse identities() {
    return editorApi.call("GET", "/identities", null);
  }

  /** Revokes the token of an identity for good. */
  public ApiResponse revokeIdentity(IdentityId identity) {
    return editorApi.call("DELETE", "/identities/" + identity, null);
  }

  /** Erases the name of an identity for good. */
  public ApiResponse eraseName(IdentityId identity) {
    return editorApi.call("DELETE", "/identities/" + identity + "/name", null);
  }

  /** Offers a session of the token's identity: {@code code}, to be used once, {@code expiresAt}. */
  public ApiResponse offerSession() {
    return editorApi.call("POST", "/login-codes", null);
  }

  /** Lists the open sessions that the token may end: {@code {"sessions":[…]}}. */
  public ApiResponse sessions() {
    return editorApi.call("GET", "/sessions", null);
  }

  /** Ends a session for good. */
  public ApiResponse endSession(UUID session) {
    return editorApi.call("DELETE", "/sessions/" + session, null);
  }
}
