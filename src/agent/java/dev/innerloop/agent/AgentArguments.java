package dev.innerloop.agent;

import java.io.File;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * {@code PORT,end|stay,ONE|LAYERED,KEYFILE}, and then, each behind the separator of a class path,
 * the directories that the class path of this JVM lacks.
 */
final class AgentArguments {

  private final String[] parts;
  private final List<String> paths;

  private AgentArguments(String argument) {
    parts = argument.split(",", 4);
    paths = Arrays.asList(parts[3].split(File.pathSeparator));
  }

  static AgentArguments parse(String argument) {
    return new AgentArguments(argument);
  }

  /** Where the supervisor listens. */
  int port() {
    return Integer.parseInt(parts[0]);
  }

  boolean endsWithSupervisor() {
    return parts[1].equals("end");
  }

  /** Whether the project's own classes get a loader for each run. */
  boolean isLayered() {
    return parts[2].equals("LAYERED");
  }

  Path keyFile() {
    return Paths.get(paths.get(0));
  }

  /** Each with its position in the whole class path, in order. */
  List<String> directories() {
    return Collections.unmodifiableList(paths.subList(1, paths.size()));
  }
}
