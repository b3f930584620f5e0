package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Prints the credentials to push an image, or why there are none, in a JVM of its own. */
final class CredentialStoreMain {

  private CredentialStoreMain() {}

  /**
   * @param arguments the image, the home directory, and how long a helper is waited for, in seconds
   */
  public static void main(String[] arguments) throws Exception {
    CredentialStore store =
        new CredentialStore(
            ConfiguredCredentials.NONE,
            Map.of(),
            Path.of(arguments[1]),
            Duration.ofSeconds(Long.parseLong(arguments[2])));
    try {
      System.out.println(
          store
              .find(ImageReference.parse(arguments[0]), true)
              .map(found -> found.getUsername() + ": " + found.getPassword())
              .orElse("no credentials"));
    } catch (Problem problem) {
      System.out.println(problem.getMessage() + "\n" + problem.remedy());
    }
    System.exit(0); // a helper may still run
  }
}
