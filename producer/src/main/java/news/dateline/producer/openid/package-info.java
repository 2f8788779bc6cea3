/**
 * Signs editors in with an OpenID provider and accepts the provider's access tokens. Without a
 * provider in the settings the package has no bean.
 */
@NullMarked
package news.dateline.producer.openid;

import org.jspecify.annotations.NullMarked;
