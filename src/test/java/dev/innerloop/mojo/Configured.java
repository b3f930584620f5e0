package dev.innerloop.mojo;

import dev.innerloop.cluster.namespace.GuardRails;
import dev.innerloop.manifest.settings.WorkloadSettings;
import java.io.File;
import java.io.StringReader;
import org.codehaus.plexus.classworlds.ClassWorld;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;

/** What goals make of a {@code <configuration>} in a POM, by Maven's own means. */
final class Configured {

  private Configured() {}

  static WorkloadSettings workload(String configuration) {
    return goal(configuration).workloadSettings();
  }

  static GuardRails guardRails(String configuration) {
    return goal(configuration).guardRails();
  }

  private static ManifestsMojo goal(String configuration) {
    try {
      ManifestsMojo goal = new ManifestsMojo(null, null);
      new BasicComponentConfigurator()
          .configureComponent(
              goal,
              new XmlPlexusConfiguration(Xpp3DomBuilder.build(new StringReader(configuration))),
              new Verbatim(),
              new ClassWorld("test", Configured.class.getClassLoader()).getRealm("test"));
      return goal;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) { // Maven declares many
      throw new IllegalStateException(e);
    }
  }

  /** Leaves texts as they are; paths are relative to the project. */
  private static final class Verbatim implements ExpressionEvaluator {

    @Override
    public Object evaluate(String expression) {
      return expression;
    }

    @Override
    public File alignToBaseDirectory(File file) {
      return file.getAbsoluteFile();
    }
  }
}
