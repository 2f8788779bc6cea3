/** What both HTTP APIs do alike: problem documents, and the thread that ends a response. */
@NullMarked
package news.dateline.support.web;

import org.jspecify.annotations.NullMarked;
