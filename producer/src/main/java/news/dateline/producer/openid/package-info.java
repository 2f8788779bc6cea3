/**
 * Signs editors in with an OpenID provider, and accepts its access tokens. Without a provider in
 * the settings this package makes no bean.
 */
@NullMarked
package news.dateline.producer.openid;

import org.jspecify.annotations.NullMarked;
