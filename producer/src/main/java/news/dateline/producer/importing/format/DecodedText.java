package news.dateline.producer.importing.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.text.Graphemes;
import org.jspecify.annotations.Nullable;

/**
 * The text of a document. A byte order mark says more about its encoding than the header, and the
 * header more than the document's own declaration. Bytes that fit none of them are refused. The
 * text is decoded as it is read, because a whole one would need up to twice the memory of its
 * bytes.
 */
final class DecodedText {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([^\\s;\"']+)");
  private static final Pattern DECLARATION =
      Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([^\"']+)[\"']");
  private static final Pattern WIDE =
      Pattern.compile(
          "(?i)\\s*(?:utf-?_?(?:16|32)|unicode(?!-1-1)|(?:iso-10646-)?ucs-?[24]|csunicode)");

  /** Encodings of which each byte is one of ASCII, so that UTF-8 fits them always. */
  private static final Pattern SHIFTED = Pattern.compile("(?i)\\s*(?:hz-|iso-2022-|utf-7).*");

  private static final int MAX_DECLARATION = 400;

  /** A text has at most one NUL, and one more for each so many characters. */
  private static final int MIN_CHARACTERS_PER_NUL = 100;

  private static final String HAS_NUL = "has NUL characters, which were dropped";

  private final byte[] bytes;
  private final int start;
  private final Charset charset;
  private final List<String> notes;

  private DecodedText(byte[] bytes, int start, Charset charset, List<String> notes) {
    this.bytes = bytes;
    this.start = start;
    this.charset = charset;
    this.notes = notes;
  }

  static DecodedText of(byte[] bytes, @Nullable String contentType) {
    int start = markAt(bytes);
    Charset marked = byteOrderMark(bytes, start);
    if (marked != null) {
      int length = marked.equals(UTF_8) ? 3 : 2;
      while (marked.equals(byteOrderMark(bytes, start))) {
        start += length;
      }
      return decode(bytes, start, marked).orElseThrow(() -> undecodable(marked.name()));
    }
    List<String> labels = labels(bytes, contentType);
    List<Charset> encodings = Encodings.of(labels);
    for (Charset encoding : encodings) {
      Optional<DecodedText> text = decode(bytes, 0, encoding);
      if (text.isPresent()) {
        return text.get();
      }
    }
    if (!encodings.isEmpty()) {
      throw undecodable(encodings.get(0).name());
    }
    Optional<DecodedText> text = decode(bytes, 0, UTF_8);
    if (!labels.isEmpty() && (text.isEmpty() || SHIFTED.matcher(labels.get(0)).matches())) {
      throw new ProblemException(
          ProblemType.BAD_JSON, "the encoding " + Graphemes.cut(labels.get(0), 64) + " is unknown");
    }
    return text.orElseGet(() -> unlabelled(bytes));
  }

  private static DecodedText unlabelled(byte[] bytes) {
    DecodedText text = decode(bytes, 0, WINDOWS_1252).orElseThrow(() -> undecodable(UTF_8.name()));
    List<String> notes = new ArrayList<>(text.notes);
    notes.add("is not UTF-8 and was read as windows-1252");
    return new DecodedText(bytes, 0, text.charset, notes);
  }

  /** Returns what was assumed. */
  List<String> notes() {
    return notes;
  }

  /** Returns a reader of the text from its start. */
  BufferedReader reader() {
    ByteArrayInputStream content = new ByteArrayInputStream(bytes, start, bytes.length - start);
    Reader text = new InputStreamReader(content, charset.newDecoder());
    return new BufferedReader(notes.contains(HAS_NUL) ? new WithoutNul(text) : text);
  }

  /** Drops NUL, which no format can carry. */
  private static final class WithoutNul extends FilterReader {
    WithoutNul(Reader text) {
      super(text);
    }

    @Override
    public int read(char[] part, int offset, int length) throws IOException {
      int count = in.read(part, offset, length);
      int kept = offset;
      for (int i = offset; i < offset + count; i++) {
        if (part[i] != 0) {
          part[kept++] = part[i];
        }
      }
      // nothing is left where all that was read is NUL
      return count <= 0 ? count : kept > offset ? kept - offset : read(part, offset, length);
    }
  }

  /** Returns where the document begins: white space may stand before the mark of UTF-8. */
  private static int markAt(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && Character.isWhitespace(bytes[at])) {
      at++;
    }
    return UTF_8.equals(byteOrderMark(bytes, at)) ? at : 0;
  }

  private static @Nullable Charset byteOrderMark(byte[] bytes, int at) {
    if (startsWith(bytes, at, 0xEF, 0xBB, 0xBF)) {
      return UTF_8;
    }
    if (startsWith(bytes, at, 0xFE, 0xFF)) {
      return UTF_16BE;
    }
    return startsWith(bytes, at, 0xFF, 0xFE) ? UTF_16LE : null;
  }

  private static boolean startsWith(byte[] bytes, int at, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (at + i >= bytes.length || (bytes[at + i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the encodings that the header and the declaration name. */
  private static List<String> labels(byte[] bytes, @Nullable String contentType) {
    List<String> labels = new ArrayList<>();
    if (contentType != null) {
      Matcher header = CHARSET.matcher(contentType);
      if (header.find()) {
        labels.add(header.group(1));
      }
    }
    int start = Math.min(bytes.length, MAX_DECLARATION);
    Matcher declaration = DECLARATION.matcher(new String(bytes, 0, start, ISO_8859_1));
    if (declaration.find()) {
      // bytes in which a declaration could be read are not UTF-16, whatever it declares
      String declared = declaration.group(1);
      labels.add(WIDE.matcher(declared).lookingAt() ? UTF_8.name() : declared);
    }
    return labels;
  }

  /**
   * Returns the text. Empty if the bytes are not in that encoding, or if so many characters are NUL
   * that it is another one, such as UTF-16 without a mark.
   */
  private static Optional<DecodedText> decode(byte[] bytes, int start, Charset charset) {
    DecodedText decoded = new DecodedText(bytes, start, charset, List.of());
    char[] part = new char[8_192];
    long all = 0;
    long nul = 0;
    boolean startsWithNul = false;
    try (Reader reader = decoded.reader()) {
      for (int count = reader.read(part); count >= 0; count = reader.read(part)) {
        for (int i = 0; i < count; i++, all++) {
          nul += part[i] == 0 ? 1 : 0;
          // the markup at the start of a document in UTF-16 is every second byte
          startsWithNul |= part[i] == 0 && all < 2;
        }
      }
    } catch (CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array can always be read
    }
    if (nul == 0) {
      return Optional.of(decoded);
    }
    return startsWithNul || nul > 1 + all / MIN_CHARACTERS_PER_NUL
        ? Optional.empty()
        : Optional.of(new DecodedText(bytes, start, charset, List.of(HAS_NUL)));
  }

  private static ProblemException undecodable(String charset) {
    return new ProblemException(ProblemType.BAD_JSON, "the body is not " + charset);
  }
}
