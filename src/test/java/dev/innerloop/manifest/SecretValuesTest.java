package dev.innerloop.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretValuesTest {

  private final SecretValues values =
      SecretValues.of(
          new Resources(
              List.of(
                  new SecretBuilder()
                      .withNewMetadata()
                      .withName("shop")
                      .endMetadata()
                      .addToData("password", base64("hunter2"))
                      .addToData("file", base64("user=jane\ntoken=abc123\n"))
                      .addToData("flag", base64("on"))
                      .addToStringData("plain", "hunter2-and-more")
                      .build())));

  private final SecretValues login =
      SecretValues.of(
          new Resources(
              List.of(
                  new SecretBuilder()
                      .withNewMetadata()
                      .withName("shop-pull")
                      .endMetadata()
                      .withType(PullSecret.TYPE)
                      .addToData(
                          PullSecret.ENTRY,
                          base64(
                              PullSecret.of("shop", "registry.example.com", "anna", "hunter22")
                                  .dockerConfig()))
                      .build())));

  @Test
  void hidesThemPlainAndInBase64() {
    assertThat(values.hideIn("login with hunter2 failed, " + base64("hunter2") + " was sent"))
        .isEqualTo("login with *** failed, *** was sent");
  }

  @Test
  void hidesTheLongestFirst() {
    assertThat(values.hideIn("hunter2-and-more")).isEqualTo("***");
  }

  @Test
  void hidesTheLinesOfAFile() {
    assertThat(values.hideIn("invalid: token=abc123")).isEqualTo("invalid: ***");
  }

  @Test
  void leavesWordsThatAreTooShortToTellAnything() {
    assertThat(values.hideIn("one of them is on")).isEqualTo("one of them is on");
  }

  @Test
  void hidesThePasswordsInALogin() {
    assertThat(login.hideIn("anna:hunter22 as " + base64("anna:hunter22") + " was refused"))
        .isEqualTo("anna:*** as *** was refused");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
