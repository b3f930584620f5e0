package dev.innerloop.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.ImageReference;
import org.junit.jupiter.api.Test;

class MirrorTest {

  @Test
  void aMirrorStandsForItsRegistryOnly() throws Exception {
    Mirror mirror = Mirror.parse("docker.io=mirror.example.com/hub");
    assertThat(mirror.copyOf(ImageReference.parse("eclipse-temurin:17-jre")))
        .map(ImageReference::toString)
        .contains("mirror.example.com/hub/library/eclipse-temurin:17-jre");
    assertThat(mirror.copyOf(ImageReference.parse("quay.io/a/b:1"))).isEmpty();
    assertThatThrownBy(() -> Mirror.parse("mirror.example.com"))
        .hasMessage(
            "dev.mirrors has \"mirror.example.com\", which is not of the form REGISTRY=MIRROR.");
  }
}
