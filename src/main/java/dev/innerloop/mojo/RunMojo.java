package dev.innerloop.mojo;

import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.usecase.RunDevMode;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Runs the app in dev mode: builds it, deploys it to its namespace on the cluster, waits until it
 * is ready, forwards its port, follows its log, and keeps replaced pods up to date, until Ctrl-C.
 * Without a kubeconfig, the app runs on this machine.
 */
@Mojo(
    name = "run",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class RunMojo extends SessionMojo {

  @Inject
  RunMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  void session(RunDevMode develop) {
    develop.run();
  }
}
