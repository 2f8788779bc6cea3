/**
 * Server-Sent Events read strictly and cheaply: thousands of streams on one event loop group, each
 * of them under its caller's control, down to where a connection is cut.
 */
@NullMarked
package news.dateline.testbed.sse;

import org.jspecify.annotations.NullMarked;
