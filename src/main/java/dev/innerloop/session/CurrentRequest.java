package dev.innerloop.session;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.request.AppRequest;
import dev.innerloop.session.OpenFailures.Failure;
import dev.innerloop.session.OpenFailures.Kind;
import dev.innerloop.session.OpenFailures.Subject;
import java.util.function.Function;

/**
 * What the user wants of an app: as the POM, and the files that it names, said last. While they are
 * invalid, what was valid last is kept, since an app must not run with half of its variables.
 */
final class CurrentRequest {

  private final Function<App, AppRequest> reader;
  private final OpenFailures failures;

  /** Written by the session's thread; advice for users is read by those of replicas. */
  private volatile AppRequest request;

  /**
   * @param reader reads the settings of an app as they are at the time
   */
  CurrentRequest(AppRequest request, Function<App, AppRequest> reader, OpenFailures failures) {
    this.request = request;
    this.reader = reader;
    this.failures = failures;
  }

  AppRequest get() {
    return request;
  }

  App app() {
    return request.app();
  }

  /** Reads the settings again; returns whether they are valid. */
  boolean read() {
    return read(app());
  }

  /** Reads the settings of the app as its POM describes it now; returns whether they are valid. */
  boolean read(App app) {
    String name = app().name();
    Subject settings = new Subject(Kind.SETTINGS, name);
    try {
      request = reader.apply(app);
      failures.succeeded(settings);
      return true;
    } catch (Problem problem) {
      request = request.withApp(app);
      failures.failed(
          settings,
          Failure.of(
              problem.getMessage()
                  + "\n"
                  + problem.remedy()
                  + "\n"
                  + name
                  + " keeps the settings and variables that were valid last.",
              "The settings of " + name + " are still invalid, for the same reason.",
              "The settings of " + name + " are valid again."));
      return false;
    }
  }
}
