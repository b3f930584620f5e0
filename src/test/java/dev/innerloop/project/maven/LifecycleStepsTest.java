package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.Test;

/** The configurations are excerpts of those of the plugins. */
class LifecycleStepsTest {

  private static final String TO_CLASSES =
      "<outputDir implementation='java.io.File' default-value='${project.build.outputDirectory}'/>";

  @Test
  void aCompilerThatRunsBeforeThePhaseOfCompilationIsAStepForClasses() throws Exception {
    assertThat(isForClasses("scala-maven-plugin", "compile", "process-resources", TO_CLASSES))
        .isTrue();
    assertThat(isForClasses("kotlin-maven-plugin", "compile", "process-sources", TO_CLASSES))
        .isTrue();
  }

  @Test
  void aStepOfCodeGenerationIsNoneAlthoughItsGoalMayBeToCompile() throws Exception {
    assertThat(
            isForClasses(
                "protobuf-maven-plugin",
                "compile",
                "generate-sources",
                "<outputDirectory implementation='java.io.File'"
                    + " default-value='${project.build.directory}/generated-sources/java'/>"))
        .isFalse();
    assertThat(isForClasses("rocker-maven-plugin", "generate", "generate-sources", TO_CLASSES))
        .as("its templates are compiled with the sources")
        .isFalse();
  }

  @Test
  void whateverRunsInThePhasesOfClassesIsOneButForTheCompilerItself() throws Exception {
    assertThat(isForClasses("hibernate-enhance-maven-plugin", "enhance", "process-classes", ""))
        .isTrue();
    assertThat(isForClasses("maven-compiler-plugin", "compile", "compile", TO_CLASSES)).isFalse();
  }

  private static boolean isForClasses(
      String plugin, String goal, String phase, String configuration)
      throws IOException, XmlPullParserException {
    PluginDescriptor descriptor = new PluginDescriptor();
    descriptor.setArtifactId(plugin);
    MojoDescriptor mojo = new MojoDescriptor();
    mojo.setPluginDescriptor(descriptor);
    mojo.setGoal(goal);
    MojoExecution step = new MojoExecution(mojo, "default");
    step.setLifecyclePhase(phase);
    step.setConfiguration(
        Xpp3DomBuilder.build(
            new StringReader("<configuration>" + configuration + "</configuration>")));
    return new LifecycleSteps(List.of(step)).otherClassSteps().contains(step);
  }
}
