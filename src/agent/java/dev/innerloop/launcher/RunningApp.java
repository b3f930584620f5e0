package dev.innerloop.launcher;

import java.io.File;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;

/** The app in this JVM over all its runs: started, ended, and started again. */
public final class RunningApp {

  private static final long END_MILLIS = 3_000;
  private static final long THREADS_MILLIS = 1_000;

  private final List<File> outputs;
  private final String mainClass;
  final String[] arguments;
  private final LibraryResources resources =
      new LibraryResources(ClassLoader.getSystemClassLoader());
  private final InitialState initial = new InitialState();
  private final AppThreads threads = new AppThreads();
  final ThreadGroup group = Thread.currentThread().getThreadGroup();
  private volatile AppRun run;

  RunningApp(List<File> outputs, String mainClass, String[] arguments) {
    this.outputs = outputs;
    this.mainClass = mainClass;
    this.arguments = arguments.clone();
    this.run = new AppRun(outputs, mainClass, resources);
  }

  /** The loader of the present run; that of an earlier one may linger. */
  public ClassLoader loader() {
    return run.loader;
  }

  AppRun run() {
    return run;
  }

  Class<?> loadForLibraries(String name) {
    return run.loader.loadForLibraries(name);
  }

  /**
   * Why its next run would not be a fresh one in this JVM; null if it would. The loader of the
   * libraries lives as long as the JVM, and keeps the classes that it has been given.
   */
  public String obstacle() {
    String given = run.loader.givenToLibraries();
    return given == null ? null : "a library has loaded class " + given;
  }

  /** Whether the app can be ended now, without its JVM. */
  public boolean canEnd(JdkInternals internals) {
    return strategy(internals) != null;
  }

  /**
   * Ends the present run.
   *
   * @return what is left of it, or null if nothing is
   */
  public LeftOver end(JdkInternals internals) throws InterruptedException {
    ClassLoader app = loader();
    Closing closing = new Closing(strategy(internals), new ShutdownHooks(internals), app);
    closing.start();
    closing.join(END_MILLIS);
    if (closing.isAlive()) {
      return new LeftOver("the app did not end within " + END_MILLIS / 1000 + " s", false);
    }
    if (closing.failure != null) {
      return new LeftOver("the app could not end: " + closing.failure, false);
    }
    LeftThread left = new ThreadsEnd(() -> threads.of(app, internals), THREADS_MILLIS).await();
    if (left != null) {
      return new LeftOver(left.reason(), left.end() == LeftThread.End.BY_ITSELF);
    }
    initial.restore();
    JdkCaches.forget(app, internals);
    threads.release(app, internals);
    return null;
  }

  /**
   * Starts the next run, in a fresh loader and a thread of its own.
   *
   * @param onFailure called if its main throws
   * @return the thread that runs its main
   */
  public Thread start(Failure onFailure) {
    AppRun next = new AppRun(outputs, mainClass, resources);
    run = next;
    Main main = new Main(next, onFailure);
    main.start();
    return main;
  }

  private ShutdownStrategy strategy(JdkInternals internals) {
    ClassLoader app = loader();
    ShutdownHooks hooks = new ShutdownHooks(internals);
    List<ShutdownStrategy> strategies =
        Arrays.asList(
            new SpringBootShutdown(internals),
            new MicronautShutdown(hooks),
            new PlainShutdown(hooks, () -> threads.of(app, internals)));
    for (ShutdownStrategy strategy : strategies) {
      if (strategy.supports(app)) {
        return strategy;
      }
    }
    return null;
  }

  /** Called for a run that failed. */
  public interface Failure {

    void mainThrew(Throwable cause);
  }

  /** Runs the app's own code to end it, which may hang. */
  private static final class Closing extends Thread {

    private final ShutdownStrategy strategy;
    private final ShutdownHooks hooks;
    private final ClassLoader app;
    volatile Throwable failure;

    Closing(ShutdownStrategy strategy, ShutdownHooks hooks, ClassLoader app) {
      super("dev-closing");
      this.strategy = strategy;
      this.hooks = hooks;
      this.app = app;
      setDaemon(true);
      setContextClassLoader(app);
    }

    @Override
    public void run() {
      try {
        strategy.end(app);
        ShutdownHooks.run(hooks.own(app));
      } catch (Throwable e) {
        failure = e;
      }
    }
  }

  /** What the JVM's own thread of this name is for the first run. */
  private final class Main extends Thread {

    private final AppRun its;
    private final Failure onFailure;

    Main(AppRun its, Failure onFailure) {
      super(group, "main");
      this.its = its;
      this.onFailure = onFailure;
      setDaemon(false);
    }

    @Override
    public void run() {
      try {
        MethodHandle main = its.main();
        main.invokeExact(arguments.clone());
      } catch (Throwable e) {
        onFailure.mainThrew(e);
        getUncaughtExceptionHandler().uncaughtException(this, e);
      }
    }
  }
}
