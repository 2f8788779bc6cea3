package news.dateline.support.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

class CurrentSslBundleTests {
  private static SslBundle bundle(String protocol) {
    return SslBundle.of(SslStoreBundle.NONE, null, null, protocol);
  }

  @Test
  void aConnectionUsesTheCertificatesThatWereLoadedLast() {
    SslBundle before = bundle("TLSv1.2");
    SslBundle after = bundle("TLSv1.3");
    DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry("kafka", before);
    SslBundle current = CurrentSslBundle.of(registry, "kafka");
    assertThat(current.getManagers()).isSameAs(before.getManagers());

    registry.updateBundle("kafka", after);

    assertThat(current.getManagers()).isSameAs(after.getManagers());
    assertThat(current.createSslContext().getProtocol()).isEqualTo("TLSv1.3");
  }
}
