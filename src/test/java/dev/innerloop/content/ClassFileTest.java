package dev.innerloop.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClassFileTest {

  private static class Nested {}

  @Test
  void saysWhereAClassComesFrom() throws IOException {
    assertThat(ClassFile.read(bytes(Nested.class)))
        .hasValueSatisfying(
            read -> {
              assertThat(read.name()).isEqualTo("dev/innerloop/content/ClassFileTest$Nested");
              assertThat(read.sourcePath()).hasValue("dev/innerloop/content/ClassFileTest.java");
            });
  }

  @Test
  void readsWhatTheCompilerMakesOfLargeClasses() throws IOException {
    assertThat(ClassFile.read(bytes(String.class)).flatMap(ClassFile::sourcePath))
        .hasValue("java/lang/String.java");
    assertThat(ClassFile.read(bytes(java.util.concurrent.ConcurrentHashMap.class))).isPresent();
  }

  @Test
  void refusesAClassThatIsCutOffAnywhere() throws IOException {
    byte[] whole = bytes(ClassFileTest.class);
    for (int length = 0; length < whole.length; length++) {
      assertThat(ClassFile.read(Arrays.copyOf(whole, length))).as("%d bytes", length).isEmpty();
    }
  }

  @Test
  void refusesWhatFollowsTheClassOrIsNone() throws IOException {
    byte[] whole = bytes(Nested.class);
    assertThat(ClassFile.read(Arrays.copyOf(whole, whole.length + 1))).isEmpty();
    assertThat(ClassFile.read("<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(ClassFile.read(new byte[4096])).isEmpty();
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String name = type.getName();
    try (InputStream in =
        type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
      return in.readAllBytes();
    }
  }
}
