package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.FileTree;
import dev.innerloop.content.SampleModule;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes have to reach which steps, by the effective configuration of the steps alone. */
class BuildInputsTest {

  @TempDir Path top;

  private final List<MojoExecution> steps = new ArrayList<>();
  private final ExistingPaths existing = new ExistingPaths();
  private Path shop;
  private MavenProject project;

  @BeforeEach
  void module() throws IOException {
    shop = top.resolve("shop");
    Model model = new Model();
    model.setGroupId("com.example");
    model.setArtifactId("shop");
    model.setVersion("1");
    Build build = new Build();
    model.setBuild(build);
    build.setDirectory(shop.resolve("target").toString());
    build.setOutputDirectory(shop.resolve("target/classes").toString());
    build.setTestOutputDirectory(shop.resolve("target/test-classes").toString());
    build.setSourceDirectory(shop.resolve("src/main/java").toString());
    build.addResource(resource("src/main/resources"));
    project = new MavenProject(model);
    project.setFile(shop.resolve("pom.xml").toFile());
    project.addCompileSourceRoot(build.getSourceDirectory());
    project.addTestCompileSourceRoot(shop.resolve("src/test/java").toString());
    write("src/main/java/Main.java");
    write("src/main/resources/application.yml");
  }

  @Test
  void aDirectoryThatAPluginHasByDefaultIsItsInputEvenBeforeItExists() {
    step(
        "antlr4",
        "<sourceDirectory implementation='java.io.File'"
            + " default-value='${basedir}/src/main/antlr4'/>"
            + "<outputDirectory implementation='java.io.File'"
            + " default-value='${project.build.directory}/generated-sources/antlr4'/>",
        "sourceDirectory",
        "outputDirectory");

    assertThat(inputs().paths()).contains(path("src/main/antlr4"));
    assertThat(concerned("src/main/antlr4/shop/Order.g4")).containsExactly("antlr4");
    assertThat(concerned("src/main/other/Order.g4")).isEmpty();
  }

  @Test
  void withAFileGoesWhatLiesNextToItButNotTheProjectNorItsOtherResources() throws IOException {
    write("api/shop.yaml");
    write("shop.yaml");
    write("src/main/resources/shop.yaml");
    step("inDirectory", "<inputSpec>${project.basedir}/api/shop.yaml</inputSpec>");
    step("inProject", "<inputSpec>shop.yaml</inputSpec>");
    step("inResources", "<inputSpec>src/main/resources/shop.yaml</inputSpec>");

    assertThat(concerned("api/schemas/item.yaml")).containsExactly("inDirectory");
    assertThat(concerned("shop.yaml")).containsExactly("inProject");
    assertThat(concerned("other.yaml")).isEmpty();
    assertThat(concerned("src/main/resources/shop.yaml")).containsExactly("inResources");
    assertThat(concerned("src/main/resources/application.yml")).isEmpty();
  }

  @Test
  void nestedElementsAttributesListsPatternsAndArgumentsNamePathsToo() throws IOException {
    write("src/main/sql/schema.sql");
    step(
        "jooq",
        "<generator><database><properties><property><key>scripts</key>"
            + "<value>src/main/sql/*.sql</value></property></properties></database></generator>");
    step("antrun", "<target><copy file='${basedir}/src/main/sql/schema.sql' todir='x'/></target>");
    step("exec", "<commandlineArgs>--schema=src/main/sql/schema.sql target/out</commandlineArgs>");
    step("list", "<scripts><script>src/main/sql/schema.sql</script></scripts>");

    assertThat(concerned("src/main/sql/schema.sql"))
        .containsExactly("jooq", "antrun", "exec", "list");
  }

  @Test
  void aPathIsAnInputAlsoAfterItsLastFileWasDeleted() throws IOException {
    write("src/main/schema/order.txt");
    step("copy", "<copy file='src/main/schema' todir='target/generated/schema'/>");
    assertThat(concerned("src/main/schema/order.txt")).containsExactly("copy");

    FileTree.delete(path("src/main/schema"));

    assertThat(concerned("src/main/schema/order.txt")).containsExactly("copy");
  }

  @Test
  void ofAnotherDirectoryOfTheProjectButOfNoOtherPlace() throws IOException {
    SampleModule.write(top.resolve("api/shop.proto"), "x");
    step("shared", "<roots><root>${basedir}/../api</root></roots>");
    step("elsewhere", "<home>/usr</home>");

    BuildInputs inputs = inputs();
    assertThat(inputs.paths()).contains(top.resolve("api")).doesNotContain(Path.of("/usr"));
    assertThat(names(inputs.steps(List.of(top.resolve("api/shop.proto")))))
        .containsExactly("shared");
  }

  @Test
  void aStepThatReadsWhatAnotherOneWritesRunsAfterIt() throws IOException {
    write("src/main/schema/shop.json");
    step(
        "first",
        "<source>src/main/schema</source><output>target/model/shop.bin</output>",
        "source",
        "output");
    step("second", "<model>target/model</model>", "model");
    step("third", "<output>target/other</output>", "output");

    assertThat(concerned("src/main/schema/shop.json")).containsExactly("first", "second");
  }

  @Test
  void whatAPluginAddsAsResourcesIsItsInputOnlyIfItWritesSomethingFromIt() throws IOException {
    write("src/main/proto/shop.proto");
    write("src/extra/extra.txt");
    project.addResource(resource("src/main/proto"));
    project.addResource(resource("src/extra"));
    step(
        "protoc",
        "<protoSourceRoot>src/main/proto</protoSourceRoot><out>target/generated/protobuf</out>",
        "protoSourceRoot",
        "out");
    step("add", "<resources><resource><directory>src/extra</directory></resource></resources>");

    assertThat(concerned("src/main/proto/shop.proto")).containsExactly("protoc");
    assertThat(concerned("src/extra/extra.txt")).isEmpty();
  }

  @Test
  void aStepOfCodeGenerationThatNamesNoInputMayReadWhatNoOtherStepReads() throws IOException {
    write("src/main/xsd/shop.xsd");
    write("src/main/antlr4/Shop.g4");
    step("antlr4", "<source>src/main/antlr4</source>", "source");
    step("xjc", "<outputDirectory>target/generated/jaxb</outputDirectory>", "outputDirectory");

    assertThat(concerned("src/main/xsd/shop.xsd")).containsExactly("xjc");
    assertThat(concerned("src/main/antlr4/Shop.g4")).containsExactly("antlr4");
  }

  @Test
  void everyStepRunsIfItIsUnknownWhatHasChanged() throws IOException {
    write("src/main/antlr4/Shop.g4");
    step("antlr4", "<source>src/main/antlr4</source>", "source");
    step("sbom", "<outputDirectory>target/classes/META-INF</outputDirectory>", "outputDirectory");

    assertThat(names(inputs().steps(Set.of()))).containsExactly("antlr4", "sbom");
    assertThat(concerned("src/main/antlr4/Shop.g4")).containsExactly("antlr4");
  }

  @Test
  void filtersConcernResourcesAndProcessorOptionsTheWholeCompilation() throws IOException {
    write("src/main/filters/shop.properties");
    write("stubs/jdk.astub");
    plugin(
        "maven-resources-plugin",
        "resources",
        "<buildFilters><f>src/main/filters/shop.properties</f></buildFilters>");
    plugin(
        "maven-compiler-plugin",
        "compile",
        "<compilerArgs><arg>-Astubs=stubs/jdk.astub</arg></compilerArgs>"
            + "<generatedSourcesDirectory>target/generated-sources</generatedSourcesDirectory>");
    BuildInputs inputs = inputs();

    assertThat(inputs.concernResources(List.of(path("src/main/filters/shop.properties")))).isTrue();
    assertThat(inputs.concernCompilation(List.of(path("src/main/filters/shop.properties"))))
        .isFalse();
    assertThat(inputs.concernCompilation(List.of(path("stubs/jdk.astub")))).isTrue();
    assertThat(inputs.concernCompilation(List.of(path("lombok.config")))).isTrue();
    assertThat(inputs.concernCompilation(List.of(top.resolve("lombok.config")))).isTrue();
    assertThat(inputs.concernResources(List.of(path("lombok.config")))).isFalse();
  }

  @Test
  void stepsThatWriteIntoOneDirectoryGenerateItTogether() throws IOException {
    project.addCompileSourceRoot(path("target/generated/antlr4").toString());
    project.addCompileSourceRoot(path("target/generated/shared").toString());
    write("src/main/antlr4/Shop.g4");
    step(
        "antlr4",
        "<source>src/main/antlr4</source><out>target/generated/antlr4</out>"
            + "<more>target/generated/shared</more>",
        "source",
        "out",
        "more");
    step("other", "<out>target/generated/shared</out><source>src/other</source>", "out", "source");
    assertThat(concerned("src/main/antlr4/Shop.g4")).containsExactly("antlr4", "other");
    assertThat(concerned("src/other/Order.txt")).containsExactly("antlr4", "other");
    assertThat(outputs("src/other/Order.txt"))
        .containsExactlyInAnyOrder(
            path("target/generated/antlr4"), path("target/generated/shared"));
    assertThat(outputs("src/main/none.txt")).isEmpty();
  }

  @Test
  void whatStepsNameInTheOutputDirectoryIsGeneratedAgainButNotTheWholeOutput() throws IOException {
    write("src/main/frontend/shop.js");
    write("target/classes/static/shop.js");
    step("copy", "<c file='src/main/frontend' todir='target/classes/static'/>");
    step("same", "<c file='src/more' todir='target/classes/static'/><s>src/more</s>", "s");
    step("whole", "<c file='src/main/frontend' todir='target/classes'/>");

    assertThat(concerned("src/main/frontend/shop.js")).containsExactly("copy", "same", "whole");
    assertThat(concerned("src/more/x.js")).containsExactly("copy", "same");
    assertThat(outputs("src/main/frontend/shop.js")).containsExactly(path("target/classes/static"));
  }

  @Test
  void aStepThatNamesOnlyDirectoriesOfSourcesMayOnlyAddThem() throws IOException {
    project.addCompileSourceRoot(path("target/generated/schema").toString());
    write("src/main/schema/order.txt");
    write("target/generated/schema/Order.java");
    step("copy", "<c file='src/main/schema' todir='target/generated/schema'/>");
    write("src/extra/java/Extra.java");
    project.addCompileSourceRoot(path("src/extra/java").toString());
    step(
        "add",
        "<sources><source>src/extra/java</source><source>target/generated/schema</source></sources>");

    assertThat(inputs().steps(Set.of()))
        .extracting(GeneratingStep::mayOnlyAdd)
        .containsExactly(false, true);
  }

  @Test
  void whatOnlyStepsReadThatDoNotRunIsUnread() throws IOException {
    write("src/main/antlr4/Shop.g4");
    write("src/main/xsd/shop.xsd");
    step("antlr4", "<source>src/main/antlr4</source>", "source");
    step("xjc", "<source>src/main/xsd</source>", "source");

    assertThat(inputs().unread(Set.of(path("src/main/antlr4/Shop.g4"))))
        .contains(path("src/main/xsd"), path("lombok.config"))
        .doesNotContain(path("src/main/antlr4"));
    assertThat(inputs().unread(Set.of())).isEmpty();
  }

  private Set<Path> outputs(String changed) {
    BuildInputs inputs = inputs();
    return inputs.outputs(inputs.steps(Set.of(path(changed))));
  }

  private List<String> concerned(String changed) {
    return names(inputs().steps(Set.of(path(changed))));
  }

  private static List<String> names(List<GeneratingStep> steps) {
    return steps.stream().map(step -> step.execution().getGoal()).toList();
  }

  private BuildInputs inputs() {
    DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
    request.setMultiModuleProjectDirectory(top.toFile());
    @SuppressWarnings("deprecation") // there is no other without a container
    MavenSession session =
        new MavenSession(
            null,
            (org.eclipse.aether.RepositorySystemSession) null,
            request,
            new DefaultMavenExecutionResult());
    session.setProjects(List.of(project));
    return BuildInputs.of(session, new LifecycleSteps(steps), existing);
  }

  /** A step of code generation whose goal is its name. */
  private void step(String goal, String configuration, String... files) {
    plugin("a-plugin", goal, configuration, files);
  }

  private void plugin(String artifactId, String goal, String configuration, String... files) {
    PluginDescriptor descriptor = new PluginDescriptor();
    descriptor.setArtifactId(artifactId);
    MojoDescriptor mojo = new MojoDescriptor();
    mojo.setPluginDescriptor(descriptor);
    mojo.setGoal(goal);
    try {
      for (String file : files) {
        Parameter parameter = new Parameter();
        parameter.setName(file);
        parameter.setType("java.io.File");
        mojo.addParameter(parameter);
      }
      MojoExecution execution = new MojoExecution(mojo, "default");
      execution.setLifecyclePhase("generate-sources");
      execution.setConfiguration(
          Xpp3DomBuilder.build(
              new StringReader("<configuration>" + configuration + "</configuration>")));
      steps.add(execution);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Resource resource(String directory) {
    Resource resource = new Resource();
    resource.setDirectory(path(directory).toString());
    return resource;
  }

  private Path path(String path) {
    return shop.resolve(path);
  }

  private void write(String path) throws IOException {
    SampleModule.write(path(path), "x");
  }
}
