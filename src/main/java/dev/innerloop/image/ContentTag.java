package dev.innerloop.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.image.content.HashedLayer;
import dev.innerloop.image.content.ImageRequest;
import dev.innerloop.wire.ContentHash;
import java.util.ArrayList;
import java.util.List;

/** The tag derived from the content of an image. It is known before any layer is packed. */
final class ContentTag {

  private static final String PREFIX = "dev-";
  private static final int DIGITS = 12;

  private ContentTag() {}

  /** Whether a tag is derived from content: such a tag never moves. */
  static boolean isContentTag(String tag) {
    return tag.matches(PREFIX + "[0-9a-f]{" + DIGITS + "}");
  }

  /**
   * The tag of a built image.
   *
   * @param digest {@code sha256:} and 64 hexadecimal digits
   */
  static String of(String digest) {
    return PREFIX + digest.substring(digest.indexOf(':') + 1).substring(0, DIGITS);
  }

  static String of(List<String> facts) {
    // None of the facts contains a zero byte, so different lists never have equal hashes.
    return of(ContentHash.of(String.join("\0", facts).getBytes(UTF_8)).hex());
  }

  /** Everything that distinguishes two images for one platform. */
  static List<String> facts(ContentHash base, List<HashedLayer> layers, ImageRequest request) {
    List<String> facts = new ArrayList<>();
    facts.add(base.hex());
    for (HashedLayer layer : layers) {
      facts.add("layer " + layer.name() + " " + layer.digest().hex());
    }
    ImageRequest.Run run = request.run();
    run.entrypoint().forEach(part -> facts.add("entrypoint " + part));
    run.arguments().forEach(part -> facts.add("argument " + part));
    run.workingDirectory().ifPresent(directory -> facts.add("directory " + directory));
    run.environment().forEach((name, value) -> facts.add("env " + name + "=" + value));
    run.ports().forEach(port -> facts.add("port " + port));
    run.user().ifPresent(user -> facts.add("user " + user));
    request.labels().forEach((name, value) -> facts.add("label " + name + "=" + value));
    return facts;
  }
}
