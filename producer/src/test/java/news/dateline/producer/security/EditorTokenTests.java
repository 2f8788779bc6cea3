package news.dateline.producer.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import news.dateline.support.token.RandomToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditorTokenTests {
  @TempDir private Path directory;

  @Test
  void isCreatedReadableByItsOwnerOnly() throws IOException {
    Path file = directory.resolve("new/directory/editor-token");

    EditorToken token = EditorToken.readOrCreate(file);

    String text = Files.readString(file).strip();
    assertThat(text).matches("[A-Za-z0-9_-]{43}");
    assertThat(token.hasHash(RandomToken.hashOf(text))).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.getParent()).isDirectoryContaining(file::equals);
    assertThat(Files.list(file.getParent())).hasSize(1);
  }

  @Test
  void isReadFromAnExistingFile() throws IOException {
    Path file = directory.resolve("editor-token");
    EditorToken.readOrCreate(file);
    String first = Files.readString(file);

    assertThat(EditorToken.readOrCreate(file).hasHash(RandomToken.hashOf(first.strip()))).isTrue();
    assertThat(Files.readString(file)).isEqualTo(first);
  }

  @Test
  void matchesNoOtherText() {
    EditorToken token = EditorToken.readOrCreate(directory.resolve("editor-token"));

    assertThat(token.hasHash(RandomToken.hashOf(""))).isFalse();
    assertThat(token.hasHash(RandomToken.hashOf("a".repeat(43)))).isFalse();
  }

  @Test
  void refusesAnEmptyFileAndADirectoryThatCannotBeWritten() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty"));

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> EditorToken.readOrCreate(empty));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> EditorToken.readOrCreate(empty.resolve("token")))
        .withMessageContaining(empty.toString());
  }
}
