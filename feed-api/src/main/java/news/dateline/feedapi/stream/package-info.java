/** The routes of streams: which feeds a request selects, where it resumes and who sends it. */
@NullMarked
package news.dateline.feedapi.stream;

import org.jspecify.annotations.NullMarked;
