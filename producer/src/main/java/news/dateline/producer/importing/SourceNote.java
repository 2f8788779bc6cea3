package news.dateline.producer.importing;

/**
 * Something that an import did not take as the source wrote it.
 *
 * @param field the field of the item
 * @param what what was left out, cut or assumed
 */
record SourceNote(String field, String what) {}
