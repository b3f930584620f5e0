package dev.innerloop.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.wire.JvmAgents;
import dev.innerloop.wire.JvmVariables;
import dev.innerloop.wire.OptionWords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The flags that the environment of an app sets in its JVM. A JVM like it is asked, since options
 * can also be in files that the environment names; it starts without agents, which would do more
 * than to answer: files that name some are read instead.
 */
final class EnvironmentFlags {

  /** A line of all flags, with where the value of this one comes from (since Java 9). */
  private static final Pattern LINE =
      Pattern.compile("\\s*\\S+ (\\w+)\\s+:?=.*\\{(?:environment|command line|config file)\\}\\s*");

  /** As it is written. */
  private static final Pattern FLAG = Pattern.compile("-XX:[+-]?(\\w+)");

  private final Path java;

  @GuardedBy("this")
  private Map<String, String> asked = Collections.emptyMap();

  @GuardedBy("this")
  private Set<String> answer = Collections.emptySet();

  EnvironmentFlags(Path java) {
    this.java = java;
  }

  /** The names of the flags; none if a JVM does not start so: then the app's says why. */
  synchronized Set<String> in(Map<String, String> environment)
      throws IOException, InterruptedException {
    Map<String, String> options = new TreeMap<>();
    Set<String> inFiles = new HashSet<>();
    for (String name : JvmVariables.NAMES) {
      String value = environment.get(name);
      if (value != null && !value.trim().isEmpty()) {
        List<String> inFile = OptionFiles.options(name, value);
        if (inFile.stream().anyMatch(EnvironmentFlags::doesMore)) {
          value = OptionWords.without(value, option -> OptionFiles.isNamed(name, option));
          inFiles.addAll(flags(inFile));
        }
        options.put(name, OptionWords.without(value, EnvironmentFlags::doesMore));
      }
    }
    if (!options.equals(asked)) {
      answer = options.isEmpty() ? Collections.<String>emptySet() : ask(environment, options);
      asked = options;
    }
    inFiles.addAll(answer);
    return inFiles;
  }

  /** An agent could suspend the JVM that is asked, and a recording would replace the app's file. */
  private static boolean doesMore(String option) {
    return JvmAgents.isAgent(option) || option.startsWith("-XX:StartFlightRecording");
  }

  private static Set<String> flags(List<String> options) {
    Set<String> flags = new HashSet<>();
    for (String option : options) {
      Matcher flag = FLAG.matcher(option);
      if (flag.lookingAt()) {
        flags.add(flag.group(1));
      }
    }
    return flags;
  }

  private Set<String> ask(Map<String, String> environment, Map<String, String> options)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(java.toString(), "-XX:+PrintFlagsFinal", "-version")
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(options);
    Process process = builder.start();
    process.getOutputStream().close();
    Set<String> flags = new HashSet<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher flag = LINE.matcher(line);
        if (flag.matches()) {
          flags.add(flag.group(1));
        }
      }
    }
    flags.remove("PrintFlagsFinal");
    return process.waitFor() == 0 ? flags : Collections.<String>emptySet();
  }
}
