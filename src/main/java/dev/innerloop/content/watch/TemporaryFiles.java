package dev.innerloop.content.watch;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Files that editors put beside the one that is edited. */
final class TemporaryFiles {

  /** Backups, locks and probes of Emacs, Vim, IntelliJ, GNOME and macOS. */
  private static final Pattern NAME =
      Pattern.compile(
          ".*~|#.*#|\\.#.*|4913|\\.(.*\\.)?sw[a-z]|.*___jb_(tmp|old|bak)___|\\.goutputstream-.*|\\.DS_Store");

  private TemporaryFiles() {}

  static boolean contain(Path file) {
    Path name = file.getFileName();
    return name != null && NAME.matcher(name.toString()).matches();
  }
}
