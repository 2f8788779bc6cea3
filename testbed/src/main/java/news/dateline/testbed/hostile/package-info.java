/** Clients that break every rule of good behaviour, to show that they cost only themselves. */
@NullMarked
package news.dateline.testbed.hostile;

import org.jspecify.annotations.NullMarked;
