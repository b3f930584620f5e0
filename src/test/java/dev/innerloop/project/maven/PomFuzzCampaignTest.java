package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.PomChange;
import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.Mutations;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuilder;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A POM is saved with errors in it while a session runs: the change is applied as Maven's own model
 * builder reads it afresh, or a message names the file, and the last POM stays in force.
 */
class PomFuzzCampaignTest {

  private static final String PARENT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.example</groupId>
        <artifactId>shop-parent</artifactId>
        <version>${revision}</version>
        <packaging>pom</packaging>
        <modules>
          <module>library</module>
          <module>shop</module>
        </modules>
        <properties>
          <revision>1.0</revision>
          <maven.compiler.release>17</maven.compiler.release>
        </properties>
        <dependencyManagement>
          <dependencies>
            <dependency>
              <groupId>com.example</groupId>
              <artifactId>library</artifactId>
              <version>${project.version}</version>
            </dependency>
          </dependencies>
        </dependencyManagement>
        <profiles>
          <profile>
            <id>local</id>
            <activation><file><exists>${basedir}/local.properties</exists></file></activation>
            <properties><a>b</a></properties>
          </profile>
        </profiles>
      </project>
      """;

  private static final String LIBRARY =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <parent>
          <groupId>com.example</groupId>
          <artifactId>shop-parent</artifactId>
          <version>${revision}</version>
        </parent>
        <artifactId>library</artifactId>
        <build>
          <resources>
            <resource>
              <directory>src/main/data</directory>
              <targetPath>data</targetPath>
              <filtering>true</filtering>
              <includes><include>**/*.csv</include></includes>
            </resource>
          </resources>
        </build>
      </project>
      """;

  private static final String SHOP =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <parent>
          <groupId>com.example</groupId>
          <artifactId>shop-parent</artifactId>
          <version>${revision}</version>
          <relativePath>../pom.xml</relativePath>
        </parent>
        <artifactId>shop</artifactId>
        <name>Shop &amp; more</name>
        <licenses><license><name>MIT</name></license></licenses>
        <dependencies>
          <dependency>
            <groupId>com.example</groupId>
            <artifactId>library</artifactId>
          </dependency>
        </dependencies>
        <build>
          <plugins>
            <plugin>
              <groupId>org.codehaus.mojo</groupId>
              <artifactId>exec-maven-plugin</artifactId>
              <version>3.5.0</version>
              <configuration>
                <mainClass>com.example.Shop</mainClass>
                <commandlineArgs>--config "config/a b.yml" @args</commandlineArgs>
                <arguments><argument>x</argument><argument/></arguments>
              </configuration>
            </plugin>
            <plugin>
              <artifactId>maven-jar-plugin</artifactId>
              <configuration>
                <archive>
                  <manifest><mainClass>com.example.Shop</mainClass></manifest>
                  <manifestEntries><Add-Opens>java.base/java.lang</Add-Opens></manifestEntries>
                </archive>
              </configuration>
            </plugin>
            <plugin>
              <groupId>dev.innerloop</groupId>
              <artifactId>dev-maven-plugin</artifactId>
              <version>0.1.0</version>
              <configuration><env><A>1</A></env><replicas>2</replicas></configuration>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  private static final Map<String, String> FILES =
      Map.of("pom.xml", PARENT, "library/pom.xml", LIBRARY, "shop/pom.xml", SHOP);

  /** Texts of elements. */
  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "${",
          "}",
          "${revision}",
          "${project.version}",
          "${a${b}}",
          "${project.artifactId}",
          "../",
          "/",
          "*",
          ":",
          "1.0",
          "[1,2)",
          "1-SNAPSHOT",
          "shop",
          "library",
          "war",
          "pom",
          "bundle",
          "import",
          "system",
          "tests",
          "true",
          "perhaps",
          "-1",
          "8",
          "\"a b",
          "\u00ff");

  /** By the element that may contain them. */
  private static final Map<String, List<String>> ELEMENTS =
      new TreeMap<>(
          Map.of(
              "project",
              List.of(
                  "<packaging>war</packaging>",
                  "<packaging>bundle</packaging>",
                  "<version>2</version>",
                  "<name>${undefined}</name>",
                  "<modules><module>shop</module></modules>",
                  "<properties><revision>2</revision></properties>",
                  "<properties><a>${b}</a><b>${a}</b></properties>",
                  "<properties><exec.args>'</exec.args><java.version>x</java.version></properties>",
                  "<properties><exec.mainClass>com.example.Main</exec.mainClass></properties>",
                  "<profiles><profile><activation><activeByDefault>true</activeByDefault>"
                      + "</activation><build><directory>out</directory></build></profile></profiles>",
                  "<profiles><profile><activation><jdk>[1.8,</jdk></activation></profile></profiles>",
                  "<repositories><repository><id>a</id><url>none://b</url></repository>"
                      + "</repositories>",
                  "<dependencyManagement><dependencies><dependency><groupId>a</groupId><artifactId>"
                      + "b</artifactId><version>1</version><type>pom</type><scope>import</scope>"
                      + "</dependency></dependencies></dependencyManagement>",
                  "<licenses><license/></licenses>",
                  "<build/>"),
              "parent",
              List.of("<version>2</version>", "<relativePath/>"),
              "modules",
              List.of("<module>none</module>", "<module/>", "<module>shop</module>"),
              "dependency",
              List.of(
                  "<version>[1,2)</version>",
                  "<scope>provided</scope>",
                  "<scope>test</scope>",
                  "<scope>perhaps</scope>",
                  "<type>pom</type>",
                  "<type>test-jar</type>",
                  "<optional>true</optional>",
                  "<classifier>tests</classifier>",
                  "<scope>system</scope><systemPath>/a</systemPath>",
                  "<exclusions><exclusion><groupId>*</groupId></exclusion></exclusions>"),
              "dependencies",
              List.of(
                  "<dependency><groupId>a</groupId><artifactId>b</artifactId><version>1</version>"
                      + "</dependency>"),
              "build",
              List.of(
                  "<directory/>",
                  "<directory>out</directory>",
                  "<outputDirectory>../library/target/classes</outputDirectory>",
                  "<sourceDirectory>${basedir}/src</sourceDirectory>",
                  "<finalName>a/b</finalName>",
                  "<resources><resource/></resources>",
                  "<resources><resource><directory>/</directory><filtering>perhaps</filtering>"
                      + "</resource></resources>",
                  "<pluginManagement><plugins/></pluginManagement>",
                  "<plugins><plugin/></plugins>"),
              "plugin",
              List.of(
                  "<extensions>true</extensions>",
                  "<configuration/>",
                  "<configuration>text</configuration>",
                  "<configuration><skip>true</skip><classifier>x</classifier></configuration>",
                  "<configuration><commandlineArgs>\"a b</commandlineArgs></configuration>",
                  "<executions><execution><phase>compile</phase><goals><goal>java</goal></goals>"
                      + "</execution></executions>",
                  "<executions><execution/></executions>"),
              "plugins",
              List.of(
                  "<plugin><artifactId>maven-compiler-plugin</artifactId><configuration><release>8"
                      + "</release></configuration></plugin>",
                  "<plugin><artifactId>maven-war-plugin</artifactId><configuration>"
                      + "<warSourceDirectory/></configuration></plugin>",
                  "<plugin><groupId>org.springframework.boot</groupId><artifactId>"
                      + "spring-boot-maven-plugin</artifactId><version>3.0</version></plugin>"),
              "configuration",
              List.of(
                  "<mainClass/>",
                  "<mainClass>com.example.Other</mainClass>",
                  "<commandlineArgs>'</commandlineArgs>",
                  "<arguments><argument/><x><y/></x></arguments>",
                  "<replicas>-1</replicas>",
                  "<env><B/></env>"),
              "resource",
              List.of("<directory/>", "<targetPath>../../x</targetPath>", "<excludes/>")));

  private static final Set<String> LISTS =
      Set.of("modules", "dependencies", "plugins", "executions", "resources", "profiles");

  /** What breaks the text. */
  private static final List<String> WORDS =
      Stream.concat(
              Stream.of(
                  "<",
                  ">",
                  "&",
                  "&lt;",
                  "&#0;",
                  "&#x1F600;",
                  "&undefined;",
                  "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
                  "<!--",
                  "-->",
                  "<![CDATA[",
                  "]]>",
                  "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
                  "\u0000",
                  "\n",
                  "</build>",
                  "</dependencies>",
                  "</project>"),
              Stream.concat(VALUES.stream(), ELEMENTS.values().stream().flatMap(List::stream)))
          .toList();

  private static final Map<String, Mutations> TEXTS = new TreeMap<>();

  static {
    FILES.forEach((file, text) -> TEXTS.put(file, Mutations.ofText(List.of(text), WORDS)));
  }

  private static final Pattern NAMED =
      Pattern.compile("((library|shop)/)?pom\\.xml:(\\d+:\\d+:)? .+");

  @TempDir Path root;
  @TempDir Path repository;

  @BeforeEach
  void write() throws IOException {
    for (String file : FILES.keySet()) {
      Files.createDirectories(root.resolve(file).resolveSibling("target/classes"));
    }
    restore();
  }

  private void restore() throws IOException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Files.writeString(root.resolve(file.getKey()), file.getValue());
    }
  }

  @RandomizedTest
  void endInAChangeOrAMessageThatNamesTheFile() throws Exception {
    try (OfflineMaven maven = new OfflineMaven(root, repository)) {
      assertThat(reload(maven)).isEqualTo(new PomChange.None());
      Campaign.of(getClass(), 100)
          .run(
              (random, number) -> {
                restore();
                List<String> names = List.copyOf(TEXTS.keySet());
                String name = names.get(random.nextInt(names.size()));
                Files.write(
                    root.resolve(name),
                    random.nextInt(3) == 0
                        ? TEXTS.get(name).next(random)
                        : wellFormed(FILES.get(name), random).getBytes(StandardCharsets.UTF_8));
                return outcome(maven);
              });
    }
  }

  private static PomChange reload(OfflineMaven maven) throws BuildFailure {
    LiveProject live = maven.live();
    live.remember(); // as when the session begins
    return live.reload();
  }

  private static String outcome(OfflineMaven maven) {
    try {
      PomChange change = reload(maven);
      requireAsMavenReadsIt(maven);
      return change.getClass().getSimpleName();
    } catch (BuildFailure failure) {
      assertThat(failure.getMessage().lines()).isNotEmpty().allMatch(NAMED.asMatchPredicate());
      return maven.read().isEmpty() ? "unreadable" : "unresolved";
    } catch (Problem problem) {
      assertThat(problem.getMessage()).containsAnyOf("shop", "library");
      return "problem";
    }
  }

  /** With elements or texts that are missing, repeated, or others. */
  private static String wellFormed(String pom, Random random) throws Exception {
    Xpp3Dom project = Xpp3DomBuilder.build(new StringReader(pom));
    for (int errors = 1 + random.nextInt(3); errors > 0; errors--) {
      Map<Boolean, List<Xpp3Dom>> elements =
          below(project).collect(Collectors.partitioningBy(it -> it.getChildCount() > 0));
      Xpp3Dom parent = any(elements.get(true), random);
      int at = random.nextInt(parent.getChildCount());
      switch (random.nextInt(8)) {
        case 0 -> parent.removeChild(at);
        case 1 -> parent.addChild(new Xpp3Dom(parent.getChild(at)));
        case 2, 3 -> any(elements.get(false), random).setValue(any(VALUES, random));
        default -> {
          Xpp3Dom container =
              any(below(project).filter(PomFuzzCampaignTest::isKnown).toList(), random);
          put(
              container,
              Xpp3DomBuilder.build(
                  new StringReader(
                      "<x>" + any(ELEMENTS.get(container.getName()), random) + "</x>")));
        }
      }
    }
    return project.toString();
  }

  private static boolean isKnown(Xpp3Dom element) {
    return ELEMENTS.containsKey(element.getName());
  }

  private static Stream<Xpp3Dom> below(Xpp3Dom element) {
    return Stream.concat(
        Stream.of(element), Stream.of(element.getChildren()).flatMap(PomFuzzCampaignTest::below));
  }

  private static void put(Xpp3Dom container, Xpp3Dom children) {
    for (Xpp3Dom child : children.getChildren()) {
      if (!LISTS.contains(container.getName())) {
        for (int i = container.getChildCount() - 1; i >= 0; i--) {
          if (container.getChild(i).getName().equals(child.getName())) {
            container.removeChild(i);
          }
        }
      }
      container.addChild(child);
    }
  }

  private static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  /** What was read before is forgotten: the projects are as a new Maven reads them. */
  private static void requireAsMavenReadsIt(OfflineMaven maven) {
    assertThat(maven.read()).isNotEmpty();
    for (MavenProject project : maven.read()) {
      try {
        assertThat(summary(project.getModel()))
            .isEqualTo(summary(afresh(project.getFile().toPath())));
      } catch (ModelBuildingException e) {
        throw new AssertionError("read although Maven's model builder refuses it", e);
      }
    }
  }

  private static Model afresh(Path pom) throws ModelBuildingException {
    ModelBuilder builder = new DefaultModelBuilderFactory().newInstance();
    return builder
        .build(
            new DefaultModelBuildingRequest()
                .setPomFile(pom.toFile())
                .setSystemProperties(System.getProperties())
                .setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_STRICT))
        .getEffectiveModel();
  }

  /** All but the plugins of Maven's lifecycle, which are not a matter of the model. */
  private static List<String> summary(Model model) {
    return Stream.of(
            Stream.of(model.getId(), model.getPackaging(), String.valueOf(model.getName())),
            model.getModules().stream(),
            model.getProperties().entrySet().stream().map(String::valueOf).sorted(),
            model.getDependencies().stream().map(Dependency::toString),
            model.getBuild().getResources().stream().map(String::valueOf))
        .flatMap(each -> each)
        .toList();
  }
}
