package dev.innerloop.supervisor;

import dev.innerloop.wire.Protocol;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Paths from the wire, kept inside the workspace. */
final class SafePath {

  /** Our own folder in the workspace: never content. */
  static final String OWN = ".dev";

  private SafePath() {}

  /** Checks the text of a path: relative, plain, normalised, and not ours. */
  static String check(String path) throws ProtocolException {
    if (path.isEmpty()
        || path.length() > Protocol.MAX_PATH
        || path.startsWith("/")
        || path.indexOf('\\') >= 0
        || path.indexOf(':') >= 0
        || path.indexOf('\0') >= 0) {
      throw refusal(path);
    }
    String[] names = path.split("/", -1);
    for (String name : names) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw refusal(path);
      }
    }
    if (names[0].equalsIgnoreCase(OWN)) {
      throw refusal(path);
    }
    return path;
  }

  /**
   * Where a checked path lies, if none of the folders above it is a link that leads elsewhere.
   *
   * @throws IOException if one is
   */
  static Path resolve(Path root, String path) throws IOException {
    Path resolved = root.resolve(path).normalize();
    if (!resolved.startsWith(root)) {
      throw refusal(path);
    }
    for (Path parent = resolved.getParent(); !parent.equals(root); parent = parent.getParent()) {
      if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(
            "refused to write " + path + ": " + root.relativize(parent) + " is not a folder");
      }
    }
    return resolved;
  }

  private static ProtocolException refusal(String path) {
    String shown = path.length() > 100 ? path.substring(0, 100) + "..." : path;
    return new ProtocolException("not a path inside the workspace: \"" + shown + "\"");
  }
}
