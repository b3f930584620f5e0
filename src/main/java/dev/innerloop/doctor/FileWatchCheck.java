package dev.innerloop.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the system can watch the project's directories.
 *
 * @param folders their number
 * @param system empty if there are no known limits
 */
public record FileWatchCheck(Supplier<Integer> folders, Supplier<Optional<Inotify>> system)
    implements Check {

  /** A session uses two, and briefly two more while directories are created or deleted. */
  private static final int INSTANCES = 4;

  private static final int SCARCE = 10;

  @Override
  public Topic topic() {
    return Topic.FILE_WATCH;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.APP);
  }

  @Override
  public CheckResult run() {
    int wanted = folders.get();
    return system
        .get()
        .map(use -> judged(wanted, use))
        .orElseGet(() -> CheckResult.ok(wanted + " directories; the system has no known limit"));
  }

  private static CheckResult judged(int wanted, Inotify use) {
    long left = use.mostWatches() - use.watches();
    if (wanted > left) {
      return CheckResult.problem(
          wanted
              + " directories must be watched, but only "
              + Math.max(left, 0)
              + " of "
              + use.mostWatches()
              + " inotify watches are left.",
          raise("max_user_watches", 524_288));
    }
    if (use.instances() + INSTANCES > use.mostInstances()) {
      return CheckResult.problem(
          use.instances()
              + " of "
              + use.mostInstances()
              + " inotify instances are in use, but a session needs "
              + INSTANCES
              + " more.",
          raise("max_user_instances", 1024));
    }
    String found = wanted + " directories, " + left + " watches left";
    return left < use.mostWatches() / SCARCE
        ? CheckResult.warning(
            found + " of " + use.mostWatches(), raise("max_user_watches", 524_288))
        : CheckResult.ok(found);
  }

  private static String raise(String limit, int to) {
    String setting = "fs.inotify." + limit + "=" + to;
    return "sudo sysctl "
        + setting
        + "   (permanently: echo "
        + setting
        + " | sudo tee /etc/sysctl.d/60-inotify.conf)";
  }
}
