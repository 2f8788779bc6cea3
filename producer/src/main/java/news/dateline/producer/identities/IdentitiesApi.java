package news.dateline.producer.identities;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import news.dateline.events.Identity;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.Json;
import news.dateline.producer.editorial.EditorRequest;
import news.dateline.producer.editorial.EventIds;
import news.dateline.producer.eventlog.Identities;
import news.dateline.producer.request.RequestBody;
import news.dateline.producer.request.RequestHeaders;
import news.dateline.producer.request.RequestPath;
import news.dateline.producer.request.StrictJson;
import news.dateline.support.token.RandomToken;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The requests with which chiefs manage who may write. */
@RestController
final class IdentitiesApi {
  private static final DataSize MAX_BODY = DataSize.ofKilobytes(64);

  private final Identities identities;
  private final IdentityIssuer issuer;

  IdentitiesApi(Identities identities, IdentityIssuer issuer) {
    this.identities = identities;
    this.issuer = issuer;
  }

  /**
   * An identity in a response.
   *
   * @param token present only in the response that issues it
   */
  private record IdentityJson(
      IdentityId id,
      @JsonUnwrapped IdentityProfile profile,
      Instant issuedAt,
      @Nullable String token,
      @Nullable Instant revokedAt,
      @Nullable Instant erasedAt) {
    static IdentityJson of(Identity identity, @Nullable RandomToken token) {
      return new IdentityJson(
          identity.id(),
          identity.profile(),
          identity.issuedAt(),
          token == null ? null : token.text(),
          identity.revokedAt(),
          identity.erasedAt());
    }
  }

  private record IdentityList(List<IdentityJson> identities) {}

  @PostMapping(path = "/identities", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<byte[]>> issue(ServerWebExchange exchange) {
    RequestHeaders.refuseIfMatch(exchange.getRequest().getHeaders());
    String idempotencyKey = EditorRequest.idempotencyKey(exchange);
    return exchange
        .getPrincipal()
        .map(chief -> EventIds.identity(chief.getName(), idempotencyKey))
        .flatMap(id -> profile(exchange).flatMap(profile -> issuer.issue(id, profile)))
        .map(
            issued ->
                response(HttpStatus.CREATED)
                    .location(URI.create("/identities/" + issued.identity().id()))
                    .body(Json.write(IdentityJson.of(issued.identity(), issued.token()))));
  }

  private static Mono<IdentityProfile> profile(ServerWebExchange exchange) {
    return RequestBody.read(exchange.getRequest(), MAX_BODY)
        .publishOn(Schedulers.parallel())
        .map(body -> StrictJson.parse(body, IdentityProfile.class));
  }

  @GetMapping("/identities")
  Mono<ResponseEntity<byte[]>> list() {
    return identities
        .all()
        .map(all -> all.stream().map(each -> IdentityJson.of(each, null)).toList())
        .map(list -> response(HttpStatus.OK).body(Json.write(new IdentityList(list))));
  }

  @DeleteMapping("/identities/{id}")
  Mono<ResponseEntity<byte[]>> revoke(@PathVariable String id, ServerWebExchange exchange) {
    return delete(id, exchange, issuer::revoke);
  }

  @DeleteMapping("/identities/{id}/name")
  Mono<ResponseEntity<byte[]>> eraseName(@PathVariable String id, ServerWebExchange exchange) {
    return delete(id, exchange, issuer::eraseName);
  }

  private static Mono<ResponseEntity<byte[]>> delete(
      String id, ServerWebExchange exchange, Function<IdentityId, Mono<Void>> change) {
    IdentityId identity = RequestPath.id(id, IdentityId::new);
    return RequestBody.requireNone(exchange.getRequest())
        .then(Mono.defer(() -> change.apply(identity)))
        .thenReturn(ResponseEntity.noContent().build());
  }

  private static ResponseEntity.BodyBuilder response(HttpStatus status) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore());
  }
}
