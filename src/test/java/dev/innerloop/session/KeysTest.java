package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeysTest {

  private static final String COMMAND =
      "to restart it, end this with Ctrl-C and type: mvn dev:watch -Ddev.reload=auto";

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final Keys keys = new Keys("mvn dev:watch -Ddev.reload=auto");

  @Test
  void asksForARestartByItsKeyAndForAnUpdateByAnyOtherLine() throws Exception {
    try (PipedOutputStream typing = new PipedOutputStream();
        keys) {
      keys.listen(new PipedInputStream(typing), new Told());
      typing.write("r\n\n R \nrestart\n".getBytes(StandardCharsets.UTF_8));
      typing.flush();

      assertThat(next()).isEqualTo("restart");
      assertThat(next()).isEqualTo("other");
      assertThat(next()).isEqualTo("restart");
      assertThat(next()).isEqualTo("other");
      assertThat(keys.toRestart()).isEqualTo("to restart it, press r and Enter");
    }
  }

  @Test
  void namesTheCommandWhereNothingCanBeTyped() throws Exception {
    assertThat(keys.toRestart()).isEqualTo(COMMAND);

    PipedOutputStream typing = new PipedOutputStream();
    keys.listen(new PipedInputStream(typing), new Told());
    typing.close();

    assertThat(next()).isEqualTo("ended");
    assertThat(keys.toRestart()).isEqualTo(COMMAND);
  }

  private String next() throws InterruptedException {
    return told.poll(10, TimeUnit.SECONDS);
  }

  private final class Told implements Keys.Listener {

    @Override
    public void restart() {
      told.add("restart");
    }

    @Override
    public void other() {
      told.add("other");
    }

    @Override
    public void ended() {
      told.add("ended");
    }
  }
}
