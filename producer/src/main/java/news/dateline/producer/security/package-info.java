/** Who may call: everyone the desk page, editors everything else. */
@NullMarked
package news.dateline.producer.security;

import org.jspecify.annotations.NullMarked;
