package dev.innerloop.compile.javac;

import dev.innerloop.compile.incremental.ProcessorPath;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The kind of annotation processors in a module's compilation. */
public enum ProcessorKind {
  NONE,

  /** Their output for a source depends only on the source and the types that it mentions. */
  ISOLATING,

  /** They may read any source. */
  OTHER;

  /** The file in which processors declare their kind for Gradle. */
  private static final String KINDS = "META-INF/gradle/incremental.annotation.processors";

  public static ProcessorKind of(Module module) throws IOException {
    List<String> options = module.compiler().options();
    if (options.contains("-proc:none")) {
      return NONE;
    }
    ProcessorKind all = options.contains("-processor") ? OTHER : NONE;
    for (Path entry : ProcessorPath.of(module)) {
      ProcessorKind these = in(entry);
      all = these.compareTo(all) > 0 ? these : all;
    }
    return all;
  }

  private static ProcessorKind in(Path entry) throws IOException {
    if (!Files.isRegularFile(entry)) {
      return Files.exists(entry.resolve(ProcessorPath.SERVICE)) ? OTHER : NONE;
    }
    try (ZipFile jar = new ZipFile(entry.toFile())) {
      Set<String> isolating = new HashSet<>();
      for (String line : lines(jar, KINDS)) {
        if (line.endsWith(",isolating")) {
          isolating.add(line.substring(0, line.indexOf(',')).trim());
        }
      }
      ProcessorKind kind = NONE;
      for (String line : lines(jar, ProcessorPath.SERVICE)) {
        if (!isolating.contains(line)) {
          return OTHER;
        }
        kind = ISOLATING;
      }
      return kind;
    }
  }

  /** The names of the processors that a jar declares. */
  static List<String> declaredIn(Path jar) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      return lines(file, ProcessorPath.SERVICE);
    }
  }

  private static List<String> lines(ZipFile jar, String name) throws IOException {
    List<String> lines = new ArrayList<>();
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      return lines;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R")) {
        int comment = line.indexOf('#');
        String text = (comment < 0 ? line : line.substring(0, comment)).trim();
        if (!text.isEmpty()) {
          lines.add(text);
        }
      }
    }
    return lines;
  }
}
