package news.dateline.producer.partners;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import news.dateline.events.Json;
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;
import news.dateline.events.PartnerProfile;
import news.dateline.producer.editorial.EditorRequest;
import news.dateline.producer.editorial.EventIds;
import news.dateline.producer.eventlog.Partners;
import news.dateline.producer.request.RequestBody;
import news.dateline.producer.request.RequestHeaders;
import news.dateline.producer.request.RequestPath;
import news.dateline.producer.request.StrictJson;
import news.dateline.support.token.PartnerToken;
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

/** The requests with which editors manage the partners that may read restricted feeds. */
@RestController
final class PartnersApi {
  private static final DataSize MAX_BODY = DataSize.ofKilobytes(64);

  private final Partners partners;
  private final TokenIssuer tokenIssuer;

  PartnersApi(Partners partners, TokenIssuer tokenIssuer) {
    this.partners = partners;
    this.tokenIssuer = tokenIssuer;
  }

  /**
   * A partner in a response.
   *
   * @param token present only in the response that issues it
   */
  private record PartnerJson(
      PartnerId id,
      @JsonUnwrapped PartnerProfile profile,
      Instant issuedAt,
      @Nullable String token,
      @Nullable Instant revokedAt) {
    static PartnerJson of(Partner partner, @Nullable PartnerToken token) {
      return new PartnerJson(
          partner.id(),
          partner.profile(),
          partner.issuedAt(),
          token == null ? null : token.text(),
          partner.revokedAt());
    }
  }

  private record PartnerList(List<PartnerJson> partners) {}

  @PostMapping(path = "/partners", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<byte[]>> issue(ServerWebExchange exchange) {
    RequestHeaders.refuseIfMatch(exchange.getRequest().getHeaders());
    String idempotencyKey = EditorRequest.idempotencyKey(exchange);
    return exchange
        .getPrincipal()
        .map(editor -> EventIds.partner(editor.getName(), idempotencyKey))
        .flatMap(id -> profile(exchange).flatMap(profile -> tokenIssuer.issue(id, profile)))
        .map(
            issued ->
                response(HttpStatus.CREATED)
                    .location(URI.create("/partners/" + issued.partner().id()))
                    .body(Json.write(PartnerJson.of(issued.partner(), issued.token()))));
  }

  private static Mono<PartnerProfile> profile(ServerWebExchange exchange) {
    return RequestBody.read(exchange.getRequest(), MAX_BODY)
        .publishOn(Schedulers.parallel())
        .map(body -> StrictJson.parse(body, PartnerProfile.class));
  }

  @GetMapping("/partners")
  Mono<ResponseEntity<byte[]>> list() {
    return partners
        .all()
        .map(
            all ->
                new PartnerList(
                    all.stream().map(partner -> PartnerJson.of(partner, null)).toList()))
        .map(list -> response(HttpStatus.OK).body(Json.write(list)));
  }

  @DeleteMapping("/partners/{id}")
  Mono<ResponseEntity<byte[]>> revoke(@PathVariable String id, ServerWebExchange exchange) {
    PartnerId partner = RequestPath.id(id, PartnerId::new);
    return RequestBody.requireNone(exchange.getRequest())
        .then(Mono.defer(() -> tokenIssuer.revoke(partner)))
        .thenReturn(ResponseEntity.noContent().build());
  }

  private static ResponseEntity.BodyBuilder response(HttpStatus status) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore());
  }
}
