package dev.innerloop.doctor.machine;

import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the system lets the project's folders be watched.
 *
 * @param folders how many there are
 * @param system empty where there are no limits that we know
 */
public record FileWatchCheck(Supplier<Integer> folders, Supplier<Optional<Inotify>> system)
    implements Check {

  /** A session watches by two, and by two others while folders come and go. */
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
  public Finding look() {
    int wanted = folders.get();
    return system
        .get()
        .map(use -> judged(wanted, use))
        .orElseGet(() -> Finding.ok(wanted + " folders; the system tells of no limit"));
  }

  private static Finding judged(int wanted, Inotify use) {
    long left = use.mostWatches() - use.watches();
    if (wanted > left) {
      return Finding.problem(
          wanted
              + " folders are to be watched, and of "
              + use.mostWatches()
              + " watches of yours "
              + Math.max(left, 0)
              + " are left.",
          raise("max_user_watches", 524_288));
    }
    if (use.instances() + INSTANCES > use.mostInstances()) {
      return Finding.problem(
          "Your programs watch files in "
              + use.instances()
              + " ways of "
              + use.mostInstances()
              + ", and a session needs "
              + INSTANCES
              + " more.",
          raise("max_user_instances", 1024));
    }
    String found = wanted + " folders, " + left + " watches left";
    return left < use.mostWatches() / SCARCE
        ? Finding.warning(found + " of " + use.mostWatches(), raise("max_user_watches", 524_288))
        : Finding.ok(found);
  }

  private static String raise(String limit, int to) {
    String setting = "fs.inotify." + limit + "=" + to;
    return "sudo sysctl "
        + setting
        + "   (to keep it: echo "
        + setting
        + " | sudo tee /etc/sysctl.d/60-inotify.conf)";
  }
}
