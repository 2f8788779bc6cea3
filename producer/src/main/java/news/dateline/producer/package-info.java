/** The newsroom side of Dateline: editors' calls become events, outcomes become answers. */
@NullMarked
package news.dateline.producer;

import org.jspecify.annotations.NullMarked;
