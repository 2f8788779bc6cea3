package news.dateline.producer.security;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Access to the editors' API.
 *
 * @param tokenFile File that contains the editor token. The first start creates it.
 */
@ConfigurationProperties("dateline.desk")
record EditorTokenProperties(Path tokenFile) {}
