package dev.innerloop.image.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaFinderTest {

  @Test
  void findsLaunchersAndLinksToThem() throws IOException {
    assertThat(
            found(
                layer(
                    "./opt/java/openjdk/bin/java",
                    "usr/bin/java->",
                    "usr/share/java/readme",
                    "app/bin/javac")))
        .containsExactly("/usr/bin/java", "/opt/java/openjdk/bin/java");
  }

  @Test
  void findsNoneInAnImageWithoutJava() throws IOException {
    assertThat(found(layer("usr/bin/node", "var/lib/java/", "bin/java/"))).isEmpty();
  }

  @Test
  void forgetsWhatALaterLayerRemoves() throws IOException {
    byte[][] java = layer("opt/jdk/bin/java");

    assertThat(found(java, layer("opt/jdk/bin/.wh.java"))).isEmpty();
    assertThat(found(java, layer("opt/.wh.jdk"))).isEmpty();
    assertThat(found(java, layer("opt/jdk/.wh..wh..opq"))).isEmpty();
    assertThat(found(java, layer("opt/.wh.other"))).containsExactly("/opt/jdk/bin/java");
  }

  @Test
  void findsWhatALayerPutsInPlaceOfWhatItRemoves() throws IOException {
    assertThat(found(layer("opt/jdk/bin/java"), layer("opt/jdk/bin/java", "opt/jdk/.wh..wh..opq")))
        .containsExactly("/opt/jdk/bin/java");
  }

  private static byte[][] layer(String... paths) throws IOException {
    return new byte[][] {new SampleArchive().layer(paths).layers(0)};
  }

  private static List<String> found(byte[][]... layers) throws IOException {
    JavaFinder files = new JavaFinder();
    for (byte[][] layer : layers) {
      files.addLayer(new ByteArrayInputStream(layer[0]));
    }
    return files.found();
  }
}
