/** A Kafka with TLS, SASL and access control. */
@NullMarked
package news.dateline.testsupport.secure;

import org.jspecify.annotations.NullMarked;
