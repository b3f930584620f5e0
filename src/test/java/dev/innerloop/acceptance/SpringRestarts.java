package dev.innerloop.acceptance;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Runs the main method of a Spring Boot app again and again in one JVM, with nothing of ours: a
 * loader for the app's classes for each run, above the libraries. Reads a line for each run, and
 * answers with the milliseconds of the run before to close, of main, and of the JVM's CPU for both.
 * A program of its own: {@code SpringRestarts CLASSES MAIN ARGUMENT...}.
 */
final class SpringRestarts {

  private static final String ANSWER = "spring-restarts ";

  private SpringRestarts() {}

  /**
   * What one run took.
   *
   * @param close until the context of the run before was closed
   * @param main until main returned
   * @param cpu of the JVM for both
   */
  record Run(double close, double main, double cpu) {

    /** The run that a line of the program's output is about; null if it is none of its own. */
    static Run parse(String line) {
      if (!line.startsWith(ANSWER)) {
        return null;
      }
      String[] parts = line.substring(ANSWER.length()).split(" ");
      return new Run(
          Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    }

    private String line() {
      return ANSWER + close + " " + main + " " + cpu;
    }
  }

  public static void main(String[] arguments) throws Exception {
    URL[] classes = {Path.of(arguments[0]).toUri().toURL()};
    String[] its = List.of(arguments).subList(2, arguments.length).toArray(String[]::new);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (orders.readLine() != null) {
      double cpu = cpuMillis();
      long start = System.nanoTime();
      close();
      long closed = System.nanoTime();
      ClassLoader loader = new URLClassLoader(classes, ClassLoader.getSystemClassLoader());
      Thread.currentThread().setContextClassLoader(loader);
      Class.forName(arguments[1], true, loader)
          .getMethod("main", String[].class)
          .invoke(null, (Object) its);
      long ran = System.nanoTime();
      Run run = new Run((closed - start) / 1e6, (ran - closed) / 1e6, cpuMillis() - cpu);
      System.out.println(run.line());
    }
    System.exit(0);
  }

  /** Closes the contexts of the run before, as Spring Boot's own shutdown hook would. */
  private static void close() throws ReflectiveOperationException, IOException {
    Class<?> type = Class.forName("org.springframework.boot.SpringApplication");
    Object hook = value(type, "shutdownHook", null);
    List<Object> contexts =
        new ArrayList<>((Collection<?>) value(hook.getClass(), "contexts", hook));
    Collections.reverse(contexts);
    for (Object context : contexts) {
      ((Closeable) context).close();
    }
  }

  private static Object value(Class<?> type, String name, Object of)
      throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  private static double cpuMillis() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e6;
  }
}
