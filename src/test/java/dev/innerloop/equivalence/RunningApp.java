package dev.innerloop.equivalence;

import dev.innerloop.agent.AgentForTests;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** An app in a loader of its own, whose classes lie in a folder as in a workspace. */
final class RunningApp implements AutoCloseable {

  private final Path workspace;
  private final URLClassLoader loader;
  private final Callable<String> asked;

  private RunningApp(Path workspace, URLClassLoader loader, Callable<String> asked) {
    this.workspace = workspace;
    this.loader = loader;
    this.asked = asked;
  }

  static RunningApp start(Path workspace, Map<String, byte[]> output, boolean spring)
      throws Exception {
    Path classes = Files.createDirectories(workspace.resolve("classes"));
    write(classes, output);
    URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
    FutureTask<Callable<String>> started =
        new FutureTask<>(() -> spring ? new SpringApp(loader) : plain(loader));
    Thread main = new Thread(started, "main");
    main.setContextClassLoader(loader);
    AgentForTests.begin(loader, main);
    main.start();
    Callable<String> asked = started.get();
    main.join();
    AgentForTests.served();
    return new RunningApp(workspace, loader, asked);
  }

  private static Callable<String> plain(ClassLoader loader) throws Exception {
    Class<?> app = Class.forName("App", true, loader);
    for (Method method : app.getDeclaredMethods()) {
      if (method.getName().equals("main")) {
        method.setAccessible(true);
        method.invoke(null, new Object[method.getParameterCount()]);
      }
    }
    Method answer = app.getDeclaredMethod("answer");
    answer.setAccessible(true);
    return () -> (String) answer.invoke(null);
  }

  Path workspace() {
    return workspace;
  }

  ClassLoader loader() {
    return loader;
  }

  /** What a request gets, be it an error. */
  String ask() throws Exception {
    Thread.currentThread().setContextClassLoader(loader);
    try {
      return asked.call();
    } catch (InvocationTargetException e) {
      return "failed: " + e.getCause();
    }
  }

  /** Puts other files in the place of those that were there. */
  void deliver(Map<String, byte[]> older, Map<String, byte[]> newer) throws IOException {
    Path classes = workspace.resolve("classes");
    for (String gone : older.keySet()) {
      if (!newer.containsKey(gone)) {
        Files.delete(classes.resolve(gone));
      }
    }
    write(classes, newer);
  }

  private static void write(Path classes, Map<String, byte[]> output) throws IOException {
    for (Map.Entry<String, byte[]> file : output.entrySet()) {
      Path path = classes.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  @Override
  public void close() throws Exception {
    if (asked instanceof AutoCloseable closeable) {
      closeable.close();
    }
    loader.close();
  }
}
