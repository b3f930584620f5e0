package dev.innerloop.launcher;

import static java.util.stream.Collectors.joining;

import dev.innerloop.agent.AgentForTests;
import java.io.File;
import java.lang.invoke.MethodHandle;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs apps one after the other in this JVM, with our agent, and ends each as its framework would:
 * {@code BackgroundThreads OUTPUT MAINCLASS (MILLIS ARGUMENT)...}, where each argument is an app
 * whose threads may take so long to end. Prints a line for each.
 */
public final class BackgroundThreads {

  /** What a line of ours begins with; libraries print others. */
  public static final String LINE = "ended: ";

  private BackgroundThreads() {}

  /**
   * What became of one app.
   *
   * @param staying names of its threads that stay
   * @param left why the JVM has to end; empty if it need not
   */
  public record Ended(String app, String staying, String left, boolean endsByItself) {

    public static Ended parse(String line) {
      String[] parts = line.substring(LINE.length()).split("\t", -1);
      return new Ended(parts[0], parts[1], parts[2], Boolean.parseBoolean(parts[3]));
    }
  }

  public static void main(String[] arguments) throws Exception {
    Thread.currentThread().setName("dev-test");
    for (int i = 2; i < arguments.length; i += 2) {
      long millis = Long.parseLong(arguments[i]);
      Ended ended = end(new File(arguments[0]), arguments[1], millis, arguments[i + 1]);
      System.out.println(
          "\n"
              + LINE
              + String.join("\t", ended.app, ended.staying, ended.left, "" + ended.endsByItself));
    }
    Runtime.getRuntime().halt(0);
  }

  private static Ended end(File output, String mainClass, long millis, String name)
      throws Exception {
    JdkInternals internals = new JdkInternals(AgentForTests.instrumentation());
    AppThreads threads = new AppThreads();
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    AppRun run =
        new AppRun(
            List.of(output), mainClass, new LibraryResources(ClassLoader.getSystemClassLoader()));
    Throwable[] failure = {null};
    Thread main =
        new Thread(
            () -> {
              try {
                MethodHandle handle = run.main();
                handle.invokeExact(new String[] {name});
              } catch (Throwable e) {
                failure[0] = e;
              }
            },
            "main");
    main.start();
    main.join();
    if (failure[0] != null) {
      throw new IllegalStateException(name, failure[0]);
    }
    ShutdownHooks.run(new ShutdownHooks(internals).own(run.loader));
    LeftThread left = new ThreadsEnd(() -> threads.of(run.loader, internals), millis).await();
    Set<Thread> its = new LinkedHashSet<>(Thread.getAllStackTraces().keySet());
    its.removeAll(before);
    return new Ended(
        name,
        its.stream().map(Thread::getName).sorted().collect(joining(", ")),
        left == null ? "" : left.reason(),
        left != null && left.end() == LeftThread.End.BY_ITSELF);
  }
}
