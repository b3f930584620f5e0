package org.acme.threads;

/** Does what its argument says, and closes in a shutdown hook what a framework would close. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    AutoCloseable opened = Background.valueOf(arguments[0]).start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    opened.close();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                }));
  }
}
