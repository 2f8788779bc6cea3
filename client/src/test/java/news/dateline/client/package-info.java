@NullMarked
package news.dateline.client;

import org.jspecify.annotations.NullMarked;
