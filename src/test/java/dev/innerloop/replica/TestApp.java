package dev.innerloop.replica;

import java.util.Map;
import java.util.TreeMap;

/** Apps that fit into one class. */
final class TestApp {

  private TestApp() {}

  /** Says that it runs, and then does nothing for long. */
  static Map<String, byte[]> sleeper() {
    return main("System.out.println(\"app runs\"); Thread.sleep(100_000);");
  }

  /** The files of an app whose main has this body. */
  static Map<String, byte[]> main(String body) {
    String source =
        "public class Main { public static void main(String[] args) throws Exception { %s } }";
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(source.formatted(body))
        .forEach((name, bytes) -> files.put("classes/" + name, bytes));
    return files;
  }
}
