package dev.innerloop.image.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelGzipTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 20_000_000})
  void unpacksToWhatWasWritten(int size) throws IOException {
    byte[] content = random(size);

    assertThat(unpack(zip(content, 8192))).isEqualTo(content);
  }

  @Test
  void isTheSameHoweverItWasWritten() throws IOException {
    byte[] content = random(5_000_000);

    assertThat(zip(content, 333)).isEqualTo(zip(content, content.length));
  }

  @Test
  void tellsThatTheDiskIsFull() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThatThrownBy(
            () -> {
              try (ParallelGzip zipped = new ParallelGzip(full)) {
                zipped.write(random(20_000_000));
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static byte[] zip(byte[] content, int step) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ParallelGzip zipped = new ParallelGzip(file)) {
      for (int i = 0; i < content.length; i += step) {
        zipped.write(content, i, Math.min(step, content.length - i));
      }
    }
    return file.toByteArray();
  }

  private static byte[] unpack(byte[] file) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes();
  }
}
