package dev.innerloop.cluster.pods;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogCursorTest {

  private static final String AT = "2026-01-01T00:00:00.";

  @Test
  void deliversEachLineOnceWhenTheLogIsReadAgain() {
    LogCursor cursor = new LogCursor();
    cursor.reopened();
    assertThat(cursor.take(AT + "1Z a")).contains("a");
    assertThat(cursor.take(AT + "2Z b")).contains("b");
    assertThat(cursor.take(AT + "2Z b")).as("written twice at one time").contains("b");

    cursor.reopened();
    assertThat(cursor.take(AT + "1Z a")).isEmpty();
    assertThat(cursor.take(AT + "2Z b")).isEmpty();
    assertThat(cursor.take(AT + "2Z b")).isEmpty();
    assertThat(cursor.take(AT + "2Z c")).contains("c");
    assertThat(cursor.take(AT + "3Z ")).contains("");
    assertThat(cursor.since()).contains(Instant.parse(AT + "3Z"));
  }

  @Test
  void dropsTheApiServersAnswerWhereALogWasExpected() {
    LogCursor cursor = new LogCursor();

    assertThat(cursor.take("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":404}")).isEmpty();
    assertThat(cursor.take("unable to retrieve container logs")).isPresent();
  }
}
