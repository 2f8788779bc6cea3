package news.dateline.pages;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;

/** Tells which spellings are one tag: those that are equal in NFC after full case folding. */
public final class TagFolding {
  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

  private TagFolding() {}

  /** Returns what all spellings of a tag have in common. */
  public static String fold(String tag) {
    return NFC.normalize(UCharacter.foldCase(NFC.normalize(tag), true));
  }
}
