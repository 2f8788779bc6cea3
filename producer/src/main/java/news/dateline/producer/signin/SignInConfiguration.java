package news.dateline.producer.signin;

import java.time.Clock;
import java.util.Optional;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Sessions;
import news.dateline.producer.security.Authors;
import news.dateline.producer.security.ClientAddresses;
import news.dateline.producer.security.OpenIdSessions;
import news.dateline.producer.security.SessionCookies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the API for sign-in. */
@Configuration(proxyBeanMethods = false)
public class SignInConfiguration {
  @Bean
  SignInApi signInApi(
      Sessions sessions,
      Authors authors,
      ClientAddresses addresses,
      SessionCookies cookies,
      EventLog log,
      Clock clock,
      Optional<OpenIdSessions> openId) {
    return new SignInApi(new SignIn(sessions, authors, log, clock), addresses, cookies, openId);
  }
}
