package dev.innerloop.mojo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Level;
import dev.innerloop.ui.ReplicaName;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class MavenLinesTest {

  private final List<String> logged = new ArrayList<>();
  private final MavenLines lines = new MavenLines(new RecordingLog(), new TerminalColors(false));

  @Test
  void givesEachLineItsLevel() {
    lines.line(Level.INFO, "a");
    lines.line(Level.WARNING, "b");
    lines.line(Level.ERROR, "c");

    assertThat(logged).containsExactly("[INFO] a", "[WARNING] b", "[ERROR] c");
  }

  @Test
  void putsTheNameOfTheReplicaBeforeItsLines() {
    lines.output(Level.WARNING, new ReplicaName("shop-x7k2p", 0), "no cache");

    assertThat(logged).containsExactly("[WARNING] shop-x7k2p | no cache");
  }

  private final class RecordingLog extends SystemStreamLog {

    @Override
    public void info(CharSequence line) {
      logged.add("[INFO] " + line);
    }

    @Override
    public void warn(CharSequence line) {
      logged.add("[WARNING] " + line);
    }

    @Override
    public void error(CharSequence line) {
      logged.add("[ERROR] " + line);
    }
  }
}
