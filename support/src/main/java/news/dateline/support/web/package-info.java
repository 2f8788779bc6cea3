/**
 * What all web servers do alike: problem documents, deadlines, and how bodies are read and written.
 */
@NullMarked
package news.dateline.support.web;

import org.jspecify.annotations.NullMarked;
