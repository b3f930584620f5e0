package dev.innerloop.equivalence;

import dev.innerloop.agent.AgentForTests;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** An app in a loader of its own, whose classes lie in a folder as in a workspace. */
final class RunningApp implements AutoCloseable {

  private final URLClassLoader loader;
  private final Callable<String> asked;

  private RunningApp(URLClassLoader loader, Callable<String> asked) {
    this.loader = loader;
    this.asked = asked;
  }

  static RunningApp start(Path classes, boolean spring) throws Exception {
    URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
    FutureTask<Callable<String>> started =
        new FutureTask<>(() -> spring ? spring(loader) : plain(loader));
    Thread main = new Thread(started, "main");
    main.setContextClassLoader(loader);
    AgentForTests.begin(loader, main);
    main.start();
    Callable<String> asked = started.get();
    main.join();
    AgentForTests.served();
    return new RunningApp(loader, asked);
  }

  /** By name: older JVMs than Spring needs do not have its class. */
  @SuppressWarnings("unchecked")
  private static Callable<String> spring(ClassLoader loader) throws Exception {
    return (Callable<String>)
        Class.forName("dev.innerloop.equivalence.SpringApp")
            .getDeclaredConstructor(ClassLoader.class)
            .newInstance(loader);
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

  @Override
  public void close() throws Exception {
    if (asked instanceof AutoCloseable) {
      ((AutoCloseable) asked).close();
    }
    loader.close();
  }
}
