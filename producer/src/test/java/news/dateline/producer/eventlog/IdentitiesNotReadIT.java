package news.dateline.producer.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import news.dateline.events.FeedId;
import news.dateline.events.Identity;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.Role;
import news.dateline.events.Session;
import news.dateline.events.Topic;
import news.dateline.producer.ProducerApplication;
import news.dateline.support.token.RandomToken;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A producer that has started, except that it has not read the identities yet. */
class IdentitiesNotReadIT {
  /** More than the wrong tokens and codes after which an address is refused. */
  private static final int ATTEMPTS = 25;

  private static final Instant NOW = Instant.now();

  private final HttpClient http = HttpClient.newHttpClient();
  private final IdentityId author = new IdentityId(UUID.randomUUID().toString());
  private final RandomToken token = RandomToken.of(author.value());

  @Test
  void validTokensCookiesAndCodesAreAnsweredWith503AndCountAsNoFailedAttempts(@TempDir Path files)
      throws Exception {
    String kafka = TestBroker.shared().bootstrapServers();
    TopicWriter.createTopics(kafka, 2);
    RandomToken cookie = RandomToken.of(UUID.randomUUID().toString());
    RandomToken code = RandomToken.of(UUID.randomUUID().toString());
    try (TopicWriter topics = new TopicWriter(kafka)) {
      TopicWriter.await(topics.write(identity()));
      write(topics, offered(cookie).opened(cookie.hash(), NOW));
      write(topics, offered(code));
    }
    try (ConfigurableApplicationContext producer = startedWithoutIdentities(kafka, files)) {
      HttpRequest withToken = session(producer, "Authorization", "Bearer " + token.text());
      HttpRequest withCookie = session(producer, "Cookie", "dateline-session=" + cookie.text());
      HttpRequest withCode = withCode(producer, code);

      for (int i = 0; i < ATTEMPTS; i++) {
        for (HttpRequest request : List.of(withToken, withCookie, withCode)) {
          HttpResponse<String> answer = send(request);
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
          assertThat(answer.headers().firstValue("Retry-After")).isNotEmpty();
        }
      }
      Identities identities = producer.getBean(Identities.class);
      identities.start();
      await().atMost(Duration.ofMinutes(1)).until(identities::isCaughtUp);

      assertThat(send(withToken).statusCode()).isEqualTo(200);
      assertThat(send(withCookie).statusCode()).isEqualTo(200);
      assertThat(send(withCode).statusCode()).isEqualTo(201);
    }
  }

  private static ConfigurableApplicationContext startedWithoutIdentities(String kafka, Path files) {
    SpringApplication application = ProducerApplication.application();
    application.addInitializers(
        context ->
            context.addBeanFactoryPostProcessor(
                beans -> beans.getBeanDefinition("identities").setInitMethodName(null)));
    return application.run(
        "--server.port=0",
        "--management.server.port=0",
        "--spring.kafka.bootstrap-servers=" + kafka,
        "--dateline.desk.token-file=" + files.resolve("editor-token"));
  }

  private Identity identity() {
    IdentityProfile profile = new IdentityProfile("Early", List.of(Role.EDITOR), null, null, null);
    return Identity.issued(author, profile, token.hash(), NOW);
  }

  private Session offered(RandomToken code) {
    return Session.offered(UUID.fromString(code.owner()), author, token.hash(), code.hash(), NOW);
  }

  private static void write(TopicWriter topics, Session session) {
    TopicWriter.await(
        topics.write(Topic.SESSIONS, new FeedId("none"), session.key(), session.value()));
  }

  private static HttpRequest session(
      ConfigurableApplicationContext producer, String header, String value) {
    return HttpRequest.newBuilder(uri(producer, "/session")).header(header, value).build();
  }

  private static HttpRequest withCode(ConfigurableApplicationContext producer, RandomToken code) {
    return HttpRequest.newBuilder(uri(producer, "/sessions"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"" + code.text() + "\"}"))
        .build();
  }

  private static URI uri(ConfigurableApplicationContext producer, String path) {
    String port = producer.getEnvironment().getRequiredProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
