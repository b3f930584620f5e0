package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.innerloop.wire.JvmVariables;
import dev.innerloop.wire.OptionWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Files with options of a JVM, which its environment names: those of the launcher ({@code @file} in
 * {@code JDK_JAVA_OPTIONS}), and {@code -XX:VMOptionsFile} in any variable. A file of {@code
 * -XX:Flags} has flags only, for which the JVM is asked.
 */
final class OptionFiles {

  /** The variable that the launcher reads; the JVM reads the others. */
  private static final String OF_LAUNCHER = "JDK_JAVA_OPTIONS";

  private static final String OF_JVM = "-XX:VMOptionsFile=";

  private OptionFiles() {}

  /** The options in the files; only of those that can be read. */
  static List<String> options(Map<String, String> environment) {
    List<String> options = new ArrayList<>();
    for (String name : JvmVariables.NAMES) {
      options.addAll(options(name, environment.getOrDefault(name, "")));
    }
    return options;
  }

  /** The options in the files that one variable names. */
  static List<String> options(String variable, String value) {
    List<String> options = new ArrayList<>();
    for (String word : OptionWords.of(value)) {
      if (isArgumentFile(variable, word)) {
        for (String argument : ArgumentFile.words(content(word.substring(1)))) {
          options.add(argument);
          options.addAll(ofJvm(argument));
        }
      } else {
        options.addAll(ofJvm(word));
      }
    }
    return options;
  }

  /** Whether an option of a variable names a file whose options are read here. */
  static boolean isNamed(String variable, String option) {
    return isArgumentFile(variable, option) || option.startsWith(OF_JVM);
  }

  private static boolean isArgumentFile(String variable, String word) {
    return variable.equals(OF_LAUNCHER) && word.startsWith("@") && !word.startsWith("@@");
  }

  private static List<String> ofJvm(String option) {
    return option.startsWith(OF_JVM)
        ? OptionWords.of(content(option.substring(OF_JVM.length())))
        : Collections.<String>emptyList();
  }

  private static String content(String file) {
    try {
      return new String(Files.readAllBytes(Paths.get(file)), ISO_8859_1);
    } catch (IOException | InvalidPathException e) {
      return ""; // the app's JVM will say so
    }
  }
}
