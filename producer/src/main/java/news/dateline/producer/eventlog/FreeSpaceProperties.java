package news.dateline.producer.eventlog;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * When the disks of Kafka are too full for new content.
 *
 * @param minFreeSpace Free space that the disks of Kafka must have for the editors' API to accept
 *     new content. Below it, requests are answered with 503, except retractions and the revocation
 *     of partners. The rest is for what must go on: retractions, releases of held items, and
 *     Kafka's own upkeep. 0 turns the check off.
 */
@ConfigurationProperties("dateline.desk")
record FreeSpaceProperties(@DefaultValue("512MB") DataSize minFreeSpace) {
  FreeSpaceProperties {
    if (minFreeSpace.isNegative()) {
      throw new IllegalArgumentException("dateline.desk.min-free-space must not be negative");
    }
  }
}
