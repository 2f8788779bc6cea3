package news.dateline.support.boot;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * An SSL bundle that is looked up at each use, so that new connections use reloaded certificates.
 */
record CurrentSslBundle(SslBundles bundles, String name) implements SslBundle {
  static CurrentSslBundle of(SslBundles bundles, String name) {
    // without a handler Boot warns that the reloaded bundle is not used
    bundles.addBundleUpdateHandler(name, loaded -> {});
    return new CurrentSslBundle(bundles, name);
  }

  private SslBundle current() {
    return bundles.getBundle(name);
  }

  @Override
  public SslStoreBundle getStores() {
    return current().getStores();
  }

  @Override
  public SslBundleKey getKey() {
    return current().getKey();
  }

  @Override
  public SslOptions getOptions() {
    return current().getOptions();
  }

  @Override
  public String getProtocol() {
    return current().getProtocol();
  }

  @Override
  public SslManagerBundle getManagers() {
    return current().getManagers();
  }
}
