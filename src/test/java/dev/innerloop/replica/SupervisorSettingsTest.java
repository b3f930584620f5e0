package dev.innerloop.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.wire.Launch;
import org.junit.jupiter.api.Test;

class SupervisorSettingsTest {

  @Test
  void aNewDependencyChangesNothingInTheSettingsSoThatNoPodIsReplaced() {
    assertThat(properties(TestSupervisor.launch("classes", "lib/new.jar")))
        .isEqualTo(properties(TestSupervisor.launch("classes")));
  }

  @Test
  void anImageIsStartedAsItSaysItself() {
    assertThat(properties(TestSupervisor.launch("classes")))
        .isEqualTo(
            """
            graceMillis=4000
            imageRoot.0=/app
            key=/secret/key
            lapseMillis=30000
            launch.argument.0=an argument
            launch.classPathFile=/app/classpath
            launch.jvmOption.0=-Dtest\\=a b
            launch.jvmOption.1=-XX\\:TieredStopAtLevel\\=1
            launch.layout=LAYERED
            launch.mainClass=Main
            launch.port=0
            launch.reload=AUTO
            port=41597
            progressMillis=10000
            waitMillis=10000
            workspace=/workspace
            """);
  }

  private static String properties(Launch launch) {
    return SupervisorSettings.of("/workspace", "/secret/key", 41597)
        .withImage("/app", "/app/classpath", launch)
        .properties();
  }
}
