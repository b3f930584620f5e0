package dev.innerloop.compile.javac;

import dev.innerloop.project.Module.CompilerSettings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The relevant compiler options of the project. */
public final class JavacOptions {

  private static final String ASCII = "AZaz09_$.;\\\"";

  private final CompilerSettings settings;

  public JavacOptions(CompilerSettings settings) {
    this.settings = settings;
  }

  /** Equivalent options that are faster. */
  List<String> forJavac() {
    List<String> options = new ArrayList<>(settings.options());
    int release = options.indexOf("--release");
    String own = String.valueOf(Runtime.version().feature());
    if (release >= 0
        && release + 1 < options.size()
        && options.get(release + 1).equals(own)
        && !options.contains("--enable-preview")) { // which javac takes only with a release
      // This is the default of javac; with the explicit option, it opens its archive of all
      // releases each time.
      options.remove(release + 1);
      options.remove(release);
    }
    if (settings.sources().isAll()) {
      options.removeIf(option -> option.startsWith("-implicit:"));
      options.add("-implicit:none");
    }
    return options;
  }

  /** Those that say how sources are read, of which nothing but the declarations matters. */
  List<String> forParsing() {
    List<String> options = new ArrayList<>(List.of("-proc:none"));
    int encoding = settings.options().lastIndexOf("-encoding");
    if (encoding >= 0 && encoding + 1 < settings.options().size()) {
      options.addAll(settings.options().subList(encoding, encoding + 2));
    }
    return options;
  }

  /** Whether a warning is an error. */
  public boolean failOnWarnings() {
    return settings.options().contains("-Werror");
  }

  /** Whether class files say which source they come from. */
  public boolean recordSources() {
    return settings.options().stream()
        .filter(option -> option.startsWith("-g:"))
        .allMatch(option -> option.contains("source"));
  }

  /** Whether the words of the language can be found in a source without decoding it. */
  public boolean areSourcesLikeAscii() {
    int encoding = settings.options().lastIndexOf("-encoding");
    try {
      Charset charset =
          encoding < 0 || encoding + 1 == settings.options().size()
              ? Charset.defaultCharset()
              : Charset.forName(settings.options().get(encoding + 1));
      return Arrays.equals(ASCII.getBytes(charset), ASCII.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return false; // javac reports an unknown encoding; others only decode
    }
  }
}
