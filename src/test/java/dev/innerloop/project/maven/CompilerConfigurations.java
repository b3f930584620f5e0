package dev.innerloop.project.maven;

import java.util.List;
import java.util.stream.Stream;

/**
 * Configurations of maven-compiler-plugin 3.14.1, with the javac options that it passes for them
 * besides locations. {@code CompilerArgumentsTest} holds ours against them, {@code
 * CompilerArgumentsIT} those that the plugin itself prints.
 */
public record CompilerConfigurations(String configuration, List<String> options) {

  private static final String RELEASE = "<release>17</release>";

  public CompilerConfigurations {
    options = List.copyOf(options);
  }

  public static List<CompilerConfigurations> all() {
    return Stream.of(
            of("", "-g", "-target", "1.8", "-source", "1.8"),
            of(RELEASE, "-g", "--release", "17"),
            of("<source>17</source><target>17</target>", "-g", "-target", "17", "-source", "17"),
            of(RELEASE + "<debug>false</debug>", "--release", "17"),
            of(RELEASE + "<debuglevel>lines,vars</debuglevel>", "-g:lines,vars", "--release", "17"),
            of(RELEASE + "<debug>false</debug><debuglevel>lines</debuglevel>", "--release", "17"),
            of(RELEASE + "<parameters>true</parameters>", "-g", "-parameters", "--release", "17"),
            of(
                "<release>${java.specification.version}</release>"
                    + "<enablePreview>true</enablePreview>",
                "-g",
                "--enable-preview",
                "--release",
                System.getProperty("java.specification.version")),
            of(RELEASE + "<proc>none</proc>", "-proc:none", "-g", "--release", "17"),
            of(
                RELEASE + "<annotationProcessors><p>a.One</p><p>a.Two</p></annotationProcessors>",
                "-processor",
                "a.One,a.Two",
                "-g",
                "--release",
                "17"),
            of(RELEASE + "<implicit>none</implicit>", "-g", "-implicit:none", "--release", "17"),
            of(RELEASE + "<showWarnings>false</showWarnings>", "-g", "-nowarn", "--release", "17"),
            of(
                RELEASE
                    + "<showWarnings>false</showWarnings><showDeprecation>true</showDeprecation>",
                "-g",
                "-deprecation",
                "--release",
                "17"),
            of(RELEASE + "<failOnWarning>true</failOnWarning>", "-g", "-Werror", "--release", "17"),
            of(
                RELEASE
                    + "<compilerArgs><arg>-Xlint:all</arg><arg>-Akey=a value</arg>"
                    + "<arg>-J-Xmx1g</arg></compilerArgs>",
                "-g",
                "--release",
                "17",
                "-Xlint:all",
                "-Akey=a value"),
            of(
                RELEASE
                    + "<compilerArguments><Akey>value</Akey><Xdiags:verbose/><Xmaxerrs>7</Xmaxerrs>"
                    + "</compilerArguments><compilerArgument>-Xlint:rawtypes</compilerArgument>",
                "-g",
                "--release",
                "17",
                "-Akey=value",
                "-Xdiags:verbose",
                "-Xmaxerrs",
                "7",
                "-Xlint:rawtypes"))
        .toList();
  }

  private static CompilerConfigurations of(String configuration, String... options) {
    return new CompilerConfigurations(configuration, List.of(options));
  }
}
