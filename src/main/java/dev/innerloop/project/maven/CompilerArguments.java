package dev.innerloop.project.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The javac options that maven-compiler-plugin passes for a configuration, in its order, without
 * those that say where files are. {@code CompilerArgumentsTest} compares them with the plugin's.
 */
final class CompilerArguments {

  /** Of the JVM that a forked javac runs in. */
  private static final String OF_THE_JVM = "-J";

  /** Arguments that say where files are, which a compilation in this JVM decides itself. */
  private static final Set<String> LOCATIONS =
      Set.of(
          "-d",
          "-s",
          "-h",
          "-cp",
          "-classpath",
          "--class-path",
          "-sourcepath",
          "--source-path",
          "-processorpath",
          "--processor-path",
          "--processor-module-path",
          "-p",
          "--module-path",
          "--module-source-path",
          "--patch-module");

  private final MojoConfiguration configuration;

  CompilerArguments(MojoConfiguration configuration) {
    this.configuration = configuration;
  }

  /** The options. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    addProcessing(options);
    addDebug(options);
    addIf("parameters", "-parameters", options);
    addIf("enablePreview", "--enable-preview", options);
    String implicit = configuration.value("implicit");
    if (implicit != null) {
      options.add("-implicit:" + implicit);
    }
    addIf("showDeprecation", "-deprecation", options);
    if (!configuration.isTrue("showWarnings") && !configuration.isTrue("showDeprecation")) {
      options.add("-nowarn");
    }
    addIf("failOnWarning", "-Werror", options);
    String release = configuration.value("release");
    if (release != null) {
      options.addAll(List.of("--release", release));
    } else {
      addPair("-target", configuration.value("target"), options);
      addPair("-source", configuration.value("source"), options);
    }
    addPair("-encoding", configuration.value("encoding"), options);
    if (configuration.isTrue("createMissingPackageInfoClass")) {
      options.add("-Xpkginfo:always"); // the plugin writes the classes that javac leaves out
    }
    custom().stream().filter(each -> !each.startsWith(OF_THE_JVM)).forEach(options::add);
    return options;
  }

  /** Options of the JVM in which the plugin runs javac; it ignores them unless it forks. */
  List<String> ofForkedJvm() {
    return configuration.isTrue("fork")
        ? custom().stream()
            .filter(each -> each.startsWith(OF_THE_JVM))
            .map(each -> each.substring(OF_THE_JVM.length()))
            .toList()
        : List.of();
  }

  /** A free-form argument that says where files are. */
  Optional<String> location() {
    return custom().stream()
        .map(each -> each.contains("=") ? each.substring(0, each.indexOf('=')) : each)
        .filter(each -> LOCATIONS.contains(each) || each.startsWith("@"))
        .findFirst();
  }

  private void addProcessing(List<String> options) {
    String processing = configuration.value("proc");
    if (processing != null) {
      options.add("-proc:" + processing);
    }
    List<String> processors = configuration.values("annotationProcessors");
    if (!processors.isEmpty()) {
      addPair("-processor", String.join(",", processors), options);
    }
  }

  private void addDebug(List<String> options) {
    if ("false".equals(configuration.value("debug"))) {
      return; // javac then records lines and sources
    }
    String level = configuration.value("debuglevel");
    options.add(level == null ? "-g" : "-g:" + level);
  }

  private List<String> custom() {
    List<String> custom = new ArrayList<>();
    for (Map.Entry<String, String> each : configuration.entries("compilerArguments").entrySet()) {
      String name = each.getKey().startsWith("-") ? each.getKey() : "-" + each.getKey();
      if (each.getValue().isEmpty()) {
        custom.add(name);
      } else if (name.startsWith("-A")) {
        custom.add(name + "=" + each.getValue());
      } else {
        custom.addAll(List.of(name, each.getValue()));
      }
    }
    String argument = configuration.value("compilerArgument");
    if (argument != null) {
      custom.add(argument);
    }
    custom.addAll(configuration.values("compilerArgs"));
    return custom;
  }

  private void addIf(String parameter, String option, List<String> options) {
    if (configuration.isTrue(parameter)) {
      options.add(option);
    }
  }

  private static void addPair(String name, @Nullable String value, List<String> options) {
    if (value != null) {
      options.add(name);
      options.add(value);
    }
  }
}
