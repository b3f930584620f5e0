package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.project.maven.CompilerConfigurations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The compiler plugin itself says what it passes to javac for a configuration. */
class CompilerArgumentsIT {

  private static final Duration DONE = Duration.ofMinutes(2);
  private static final String COMMAND = "[DEBUG] Command line options:";
  private static final Set<String> LOCATIONS = Set.of("-d", "-classpath", "-sourcepath", "-s");

  @RegisterExtension final Bench bench = new Bench();

  @Test
  void ofTheConfigurationsThatOursAreHeldAgainst() {
    List<CompilerConfigurations> all = CompilerConfigurations.all();
    StringBuilder executions = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      executions.append(
          """
          <execution>
            <id>configuration-%02d</id><phase>compile</phase><goals><goal>compile</goal></goals>
            <configuration>%s</configuration>
          </execution>
          """
              .formatted(i, all.get(i).configuration()));
    }
    ProjectCopy project =
        bench.project(
            Map.of(
                "pom.xml",
                """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId><artifactId>app</artifactId><version>1</version>
                  <build><plugins><plugin>
                    <artifactId>maven-compiler-plugin</artifactId>
                    <version>3.14.1</version>
                    <configuration>
                      <failOnError>false</failOnError>
                      <useIncrementalCompilation>false</useIncrementalCompilation>
                    </configuration>
                    <executions>
                      <execution><id>default-compile</id><phase>none</phase></execution>
                      %s
                    </executions>
                  </plugin></plugins></build>
                </project>
                """
                    .formatted(executions),
                "src/main/java/Cart.java",
                // never up to date
                "class Other {}"));

    MavenRun run = bench.start(bench.maven(project, "-X", "compile")).succeed(DONE);

    List<String> passed = commandLines(run.console());
    assertThat(passed)
        .containsExactlyElementsOf(
            all.stream().map(each -> String.join(" ", each.options())).toList());
  }

  /** Without locations, and without what no user configures. */
  private static List<String> commandLines(String console) {
    List<String> lines = console.lines().toList();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < lines.size() - 1; i++) {
      if (lines.get(i).equals(COMMAND)) {
        List<String> words = new ArrayList<>(Arrays.asList(lines.get(i + 1).split(" ")));
        words.remove("[DEBUG]");
        for (int w = words.size() - 2; w >= 0; w--) {
          if (LOCATIONS.contains(words.get(w))) {
            words.subList(w, w + 2).clear();
          }
        }
        found.add(
            words.stream()
                .filter(word -> !word.equals("-XDuseUnsharedTable=true"))
                .collect(Collectors.joining(" ")));
      }
    }
    return found;
  }
}
