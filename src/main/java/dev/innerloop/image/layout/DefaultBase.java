package dev.innerloop.image.layout;

import dev.innerloop.project.App;
import dev.innerloop.project.Packaging;
import java.util.List;

/** The default base image of an app. */
public final class DefaultBase {

  private static final List<Integer> LONG_TERM_RELEASES = List.of(8, 11, 17, 21, 25);

  /**
   * Contains the C library and zlib, which native executables link to, and certificates, but no
   * shell.
   */
  private static final String NATIVE = "gcr.io/distroless/java-base-debian13";

  private DefaultBase() {}

  /**
   * The oldest long-term support release that can run the app, or the app's release if it is newer
   * than all of them.
   */
  public static String of(App app) {
    int needed = Math.max(11, app.javaRelease());
    return of(
        app.packaging(),
        LONG_TERM_RELEASES.stream().filter(it -> it >= needed).findFirst().orElse(needed));
  }

  static String of(Packaging packaging, int release) {
    if (packaging instanceof Packaging.War war) {
      int needed = war.container().equals("tomcat:11.0") ? Math.max(17, release) : release;
      return war.container() + "-jre" + needed + "-temurin";
    }
    return packaging instanceof Packaging.NativeExecutable
        ? NATIVE
        : "eclipse-temurin:" + release + "-jre";
  }
}
