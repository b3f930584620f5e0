package dev.innerloop.compile.javac;

import dev.innerloop.project.Module.CompilerSettings;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** The relevant compiler options of the project. */
public final class JavacOptions {

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
    int encoding = settings.options().indexOf("-encoding");
    if (encoding < 0 || encoding + 1 == settings.options().size()) {
      return true;
    }
    try {
      return "A".getBytes(Charset.forName(settings.options().get(encoding + 1))).length == 1;
    } catch (IllegalArgumentException e) {
      return false; // javac reports the unknown encoding
    }
  }
}
