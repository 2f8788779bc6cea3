/** What the three services do alike as Spring Boot applications: start, settings, health, stop. */
@NullMarked
package news.dateline.support.boot;

import org.jspecify.annotations.NullMarked;
