package news.dateline.support.boot;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * The SSL bundle of a name, as it is whenever it is used: a connection that is made after new
 * certificates were loaded uses these.
 */
record CurrentSslBundle(SslBundles bundles, String name) implements SslBundle {
  static CurrentSslBundle of(SslBundles bundles, String name) {
    // without a handler Boot warns that nobody uses what it has loaded
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
