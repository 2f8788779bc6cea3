package news.dateline.producer.security;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may use the desk.
 *
 * @param tokenFile holds the editor token; made at the first start
 */
@ConfigurationProperties("dateline.desk")
record EditorTokenProperties(Path tokenFile) {}
