package dev.innerloop.testing;

import dev.innerloop.replica.Sources;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A class of 50 methods, before and after an edit of the body of one of them. */
public record TwoVersions(byte[] older, byte[] newer) {

  public static TwoVersions compile() {
    return new TwoVersions(compile("before"), compile("after"));
  }

  private static byte[] compile(String text) {
    String others =
        IntStream.range(0, 49)
            .mapToObj(i -> "int m%1$d(int n) { return n > 0 ? m%1$d(n - 1) : %1$d; }".formatted(i))
            .collect(Collectors.joining("\n"));
    return Sources.compile(
            "public class Many { String text() { return \"" + text + "\"; }\n" + others + "}")
        .get("Many.class");
  }
}
