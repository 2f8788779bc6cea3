/** How the pages are delivered, found and shared: files, sitemaps, manifests, link previews. */
@NullMarked
package news.dateline.feedapi.site;

import org.jspecify.annotations.NullMarked;
