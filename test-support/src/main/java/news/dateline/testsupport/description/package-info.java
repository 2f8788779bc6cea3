/** The OpenAPI description of an API, with which tests compare requests and answers. */
@NullMarked
package news.dateline.testsupport.description;

import org.jspecify.annotations.NullMarked;
