package dev.innerloop.replica;

import java.util.Map;
import java.util.TreeMap;

/** Apps that fit into one class. */
public final class TestApp {

  private static final String MAIN =
      "public class Main { public static void main(String[] args) throws Exception { %s } }";

  private TestApp() {}

  /** Says that it runs, and then does nothing for long. */
  public static Map<String, byte[]> sleeper() {
    return main("System.out.println(\"app runs\"); Thread.sleep(100_000);");
  }

  /** The same with another class, which it has loaded. */
  public static Map<String, byte[]> sleeperWith(String className, String source) {
    String body =
        "new %s(); System.out.println(\"app runs\"); Thread.sleep(100_000);".formatted(className);
    return files(MAIN.formatted(body), source);
  }

  /** The files of an app whose main has this body. */
  public static Map<String, byte[]> main(String body) {
    return files(MAIN.formatted(body));
  }

  private static Map<String, byte[]> files(String... sources) {
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(sources).forEach((name, bytes) -> files.put("classes/" + name, bytes));
    return files;
  }
}
