package dev.innerloop.mojo;

import dev.innerloop.project.Reactor;
import dev.innerloop.project.maven.ReactorReader;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/** Runs the app in dev mode until Ctrl-C. */
@Mojo(
    name = "run",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class RunMojo extends AppMojo<RunMojo> {

  @Inject
  RunMojo(ReactorReader reader) {
    super(reader);
  }

  @Override
  RunMojo self() {
    return this;
  }

  @Override
  void perform(Map<MavenProject, RunMojo> goals) {
    Reactor reactor = reactor(goals);
    getLog()
        .info(
            reactor
                .toString()
                .replace("},", "},\n")
                .replace("Module[", "\nModule[")
                .replace("App[", "\nApp[")
                .replace("ClassPath", "\nClassPath"));
    getLog().info(commandForm().of("stop"));
    try {
      for (var m : reactor.modules()) {
        reader().build(session()).processResources(m);
        reader().build(session()).processClasses(m);
      }
    } catch (dev.innerloop.project.BuildFailure e) {
      throw new IllegalStateException(e);
    }
  }
}
