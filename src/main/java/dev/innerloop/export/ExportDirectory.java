package dev.innerloop.export;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The directory of an app's export, with files of earlier exports and of users. */
public final class ExportDirectory {

  private final Path folder;
  private final String name;

  /**
   * @param name of the directory in messages
   */
  public ExportDirectory(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /**
   * Plans the changes for an export, without making them.
   *
   * @throws Problem if a file of the user is in the way, or a file cannot be read
   */
  public ExportPlan plan(List<ExportFile> files) {
    Optional<String> recorded = content(ExportRecord.FILE);
    ExportRecord before =
        recorded
            .map(text -> ExportRecord.read(text, name + "/" + ExportRecord.FILE))
            .orElse(ExportRecord.empty());
    List<FileChange> changes = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    List<String> inTheWay = new ArrayList<>();
    Map<String, String> written = new TreeMap<>();
    for (ExportFile file : files) {
      Optional<String> existing = content(file.path());
      boolean ours = existing.isEmpty() || before.contains(file.path(), existing.get());
      boolean same = existing.filter(text -> isSame(text, file.text())).isPresent();
      if (ours || same) {
        written.put(file.path(), file.text());
        if (!same) {
          changes.add(change(file.path(), existing, Optional.of(file.text())));
        }
      } else if (file.start()) {
        kept.add(file.path());
      } else {
        inTheWay.add(file.path());
      }
    }
    refuse(inTheWay, before);
    for (String path : before.hashes().keySet()) {
      Optional<String> existing = content(path);
      if (existing.isPresent() && files.stream().noneMatch(file -> file.path().equals(path))) {
        if (before.contains(path, existing.get())) {
          changes.add(change(path, existing, Optional.empty()));
        } else {
          kept.add(path);
        }
      }
    }
    ExportRecord now = ExportRecord.of(written);
    return new ExportPlan(
        folder, name, changes, List.copyOf(new TreeSet<>(kept)), recorded, before, now);
  }

  private void refuse(List<String> inTheWay, ExportRecord before) {
    if (inTheWay.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    for (String path : inTheWay) {
      lines.add(
          name
              + "/"
              + path
              + (before.knows(path)
                  ? " was changed since it was exported"
                  : " exists, but was not written by an export"));
    }
    throw new Problem(
        "Files that are not of an export are in the way:\n  " + String.join("\n  ", lines),
        "Nothing was written. Move your changes to an overlay, a values file or"
            + " src/main/kubernetes. Then delete or move these files and export again, or use"
            + " another directory: -Ddev.exportFolder=PATH");
  }

  private FileChange change(String path, Optional<String> before, Optional<String> after) {
    return new FileChange(folder.resolve(path), before, after);
  }

  /** Files that differ only in line endings are equal. */
  private static boolean isSame(String existing, String desired) {
    return existing.replace("\r\n", "\n").equals(desired);
  }

  private Optional<String> content(String path) {
    Path file = folder.resolve(path);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      if (!Files.isRegularFile(file)) {
        throw new Problem(
            name + "/" + path + " is in the way: it is not a file.",
            "Move it, or use another directory: -Ddev.exportFolder=PATH");
      }
      return Optional.of(text(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new Problem(
          name + "/" + path + " cannot be read: " + reason(e), "Change the permissions.", e);
    }
  }

  /**
   * A binary file was not written by an export; it is represented by a text that no export writes.
   */
  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1) + "\0";
    }
  }

  static String reason(IOException e) {
    return e instanceof FileSystemException of && of.getReason() != null
        ? of.getReason()
        : e.getClass().getSimpleName().replaceAll("Exception$", "") + " " + e.getMessage();
  }
}
