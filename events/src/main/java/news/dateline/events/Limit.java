package news.dateline.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A limit on a record's component, for {@link FieldLimits#check}. Counts the Unicode code points of
 * a text, the entries of a list, or limits a number.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Limit {
  int min() default 0;

  int max();

  /** The most code points of each text in a list. */
  int each() default Integer.MAX_VALUE;
}
