package news.dateline.producer.security;

import java.nio.file.Path;
import java.util.List;
import news.dateline.support.web.TrustedProxies.ForwardedHeader;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the access to the editors' API.
 *
 * @param tokenFile File that contains the editor token. The first start creates it.
 * @param trustedProxies Addresses or networks, such as {@code 10.0.0.0/8}, of the proxies that
 *     report the address of an editor, for the limit of failed attempts.
 * @param forwardedHeader The one header that names the client: {@code x-forwarded-for} or {@code
 *     forwarded}. A proxy must set it itself, whatever the client sends. The other is ignored.
 */
@ConfigurationProperties("dateline.desk")
record EditorSecurityProperties(
    Path tokenFile,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("x-forwarded-for") ForwardedHeader forwardedHeader) {}
