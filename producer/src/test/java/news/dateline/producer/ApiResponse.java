package news.dateline.producer;

import java.net.http.HttpHeaders;
import news.dateline.events.EventId;
import news.dateline.events.Json;
import tools.jackson.databind.JsonNode;

/** A response of the producer. */
record ApiResponse(int status, HttpHeaders headers, String body) {
  JsonNode json() {
    return Json.mapper().readTree(body);
  }

  String text(String field) {
    return json().path(field).asString("");
  }

  EventId eventId() {
    return new EventId(text("eventId"));
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
