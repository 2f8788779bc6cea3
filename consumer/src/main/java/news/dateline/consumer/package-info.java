/** The consumer as a Spring Boot application: settings, start-up checks, health, rebuild. */
@NullMarked
package news.dateline.consumer;

import org.jspecify.annotations.NullMarked;
