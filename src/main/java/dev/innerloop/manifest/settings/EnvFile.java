package dev.innerloop.manifest.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.PropertyResourceBundle;
import java.util.TreeMap;

/** A file of environment variables, such as {@code .env}. */
public final class EnvFile {

  private EnvFile() {}

  /**
   * Reads a file: {@code .properties} in Java's format, in UTF-8 or else ISO 8859-1 as Java reads
   * resource bundles, and any other as Compose does.
   *
   * @throws IOException if it cannot be read
   * @throws Problem if a line is invalid
   */
  public static Map<String, String> read(Path file) throws IOException {
    return String.valueOf(file.getFileName()).endsWith(".properties")
        ? properties(file)
        : DotEnv.parse(
            file.toString(), text(file), name -> Optional.ofNullable(System.getenv(name)));
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, UTF_8);
    } catch (CharacterCodingException e) {
      throw new Problem(
          file + " is not UTF-8: it has bytes that are no characters.", "Save it as UTF-8.", e);
    }
  }

  private static Map<String, String> properties(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      PropertyResourceBundle bundle = new PropertyResourceBundle(in);
      Map<String, String> variables = new TreeMap<>();
      bundle.keySet().forEach(name -> variables.put(name, bundle.getString(name)));
      return variables;
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e); // an invalid escape
    }
  }
}
