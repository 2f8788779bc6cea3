@org.jspecify.annotations.NullMarked
package news.dateline.support.boot;
