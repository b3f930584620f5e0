package dev.innerloop.request;

import dev.innerloop.content.ClassTexts;
import dev.innerloop.content.DesiredContent;
import dev.innerloop.content.FileTree;
import dev.innerloop.manifest.settings.PodSettings;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Which other apps of its build an app uses: those whose names its classes, its files or its
 * settings contain. That is more than those whose variables it reads, which frameworks let it write
 * in many forms: {@code STOCK_URL}, {@code stock.url}, a nested key of YAML, the prefix of a class
 * with properties. It is never less: an app that may read variables by computed names uses all.
 */
final class PeerUse {

  /** A name that ends with URL and does not show how it begins, such as {@code "%s_URL"}. */
  private static final Pattern COMPUTED =
      Pattern.compile("(?:^|[^A-Za-z0-9]|%s)[._-](?i:url)(?![A-Za-z0-9])");

  /** Their expressions can compute names. In others, such as scripts, they would be accidents. */
  private static final Pattern CONFIGURATION =
      Pattern.compile(".*\\.(?:properties|ya?ml|conf|toml)", Pattern.CASE_INSENSITIVE);

  /** Larger files are data. */
  private static final long LARGEST = 8L << 20;

  private final Set<String> sought;
  private final Set<String> found = new HashSet<>();
  private boolean mayReadAny;

  private PeerUse(Set<String> sought) {
    this.sought = sought;
  }

  /**
   * Searches all that an app is made of.
   *
   * @param peers names of apps
   * @return the names of those that it uses
   */
  static Set<String> of(AppRequest request, Collection<String> peers) {
    PeerUse use =
        new PeerUse(
            peers.stream()
                .flatMap(name -> words(name).stream())
                .collect(Collectors.toUnmodifiableSet()));
    if (!use.sought.isEmpty()) {
      use.search(request);
    }
    return peers.stream()
        .filter(name -> use.mayReadAny || use.found.containsAll(words(name)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> words(String name) {
    return Set.of(name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"));
  }

  private void search(AppRequest request) {
    try {
      searchSettings(request);
      for (Path path : request.sources()) {
        searchPath(path);
      }
      for (Path path : DesiredContent.otherPaths(request.app())) {
        searchPath(path);
      }
      searchClassPath(request.app());
    } catch (IOException e) {
      mayReadAny = true; // what cannot be read may use them
    }
  }

  private void searchSettings(AppRequest request) {
    // The files of its image are not known here.
    mayReadAny |= request.image().dockerfile().isPresent();
    request
        .workload()
        .variables()
        .forEach(
            (name, value) -> {
              searchText(name);
              searchText(value);
            });
    PodSettings pod = request.workload().pod();
    for (PodSettings.Content content : List.of(pod.config(), pod.secret())) {
      content.files().values().forEach(bytes -> searchText(text(bytes)));
    }
    request.image().content().jvmOptions().forEach(this::searchText);
    request.app().arguments().forEach(this::searchText);
  }

  private void searchClassPath(App app) throws IOException {
    for (ClassPathEntry entry : app.classPath()) {
      if (entry instanceof ClassPathEntry.Output output) {
        searchPath(output.module().outputFolder());
      } else if (entry instanceof ClassPathEntry.Jar jar && isOfBuild(app, jar)) {
        searchJar(jar.file());
      }
    }
  }

  /** Libraries of others know nothing of its peers, and would only slow down the search. */
  private static boolean isOfBuild(App app, ClassPathEntry.Jar jar) {
    String group = app.coordinates().groupId();
    return (jar.coordinates().groupId() + ".").startsWith(group + ".");
  }

  private void searchPath(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      searchFile(String.valueOf(path.getFileName()), path);
    }
    for (Map.Entry<String, Path> file : FileTree.files(path).entrySet()) {
      searchFile(file.getKey(), file.getValue());
    }
  }

  private void searchFile(String name, Path file) throws IOException {
    if (!isFinished() && Files.size(file) <= LARGEST) {
      search(name, Files.readAllBytes(file));
    }
  }

  private void searchJar(Path file) throws IOException {
    try (ZipFile jar = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = jar.entries();
      while (entries.hasMoreElements() && !isFinished()) {
        ZipEntry entry = entries.nextElement();
        if (entry.getSize() <= LARGEST) {
          search(entry.getName(), jar.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  private boolean isFinished() {
    return mayReadAny || found.size() == sought.size();
  }

  private void search(String name, byte[] content) {
    if (name.startsWith("META-INF/maven/")) {
      return; // coordinates of what it was built with
    }
    Optional<ClassTexts> texts =
        name.endsWith(".class") ? ClassTexts.of(content) : Optional.empty();
    if (texts.isPresent()) {
      mayReadAny |= texts.get().readsAllVariables();
      texts.get().all().forEach(this::searchText);
    } else if (CONFIGURATION.matcher(name).matches()) {
      searchText(text(content));
    } else {
      searchWords(text(content));
    }
  }

  /** As of names: other characters than those of ASCII do not matter. */
  private static String text(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  private void searchText(String text) {
    mayReadAny |= COMPUTED.matcher(text).find();
    searchWords(text);
  }

  private void searchWords(String text) {
    int start = 0;
    for (int end = 0; end <= text.length(); end++) {
      if (end == text.length() || !isPartOfWord(text.charAt(end))) {
        if (end > start) {
          String word = text.substring(start, end).toLowerCase(Locale.ROOT);
          if (sought.contains(word)) {
            found.add(word);
          }
        }
        start = end + 1;
      }
    }
  }

  private static boolean isPartOfWord(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }
}
