package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes a commit atomic: once the journal lies on the disk, its moves are carried out, by the next
 * supervisor if not by this one; before, none of them.
 */
final class Journal {

  private final Path root;
  private final Path file;
  private final Path prepared;

  /**
   * @param file where the journal lies
   * @param prepared the folder with the new content: one file each, named by its number
   */
  Journal(Path root, Path file, Path prepared) {
    this.root = root;
    this.file = file;
    this.prepared = prepared;
  }

  /** Carries out removals, then puts: the content at position N of {@code puts} is file N. */
  void commit(List<String> puts, SortedSet<String> removals) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String path : removals) {
      text.append("- ").append(path).append('\n');
    }
    for (String path : puts) {
      text.append("+ ").append(path).append('\n');
    }
    Path draft = file.resolveSibling("journal.draft");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    carryOut(puts, removals);
  }

  /** Carries out what a supervisor before us has begun. */
  void replay() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    SortedMap<Integer, String> puts = new TreeMap<>();
    SortedSet<String> removals = new TreeSet<>();
    try (BufferedReader reader = Files.newBufferedReader(file, UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String path = SafePath.check(line.substring(2));
        if (line.startsWith("+ ")) {
          puts.put(puts.size(), path);
        } else {
          removals.add(path);
        }
      }
    }
    carryOut(new ArrayList<>(puts.values()), removals);
  }

  private void carryOut(List<String> puts, SortedSet<String> removals) throws IOException {
    for (String path : removals) {
      Path target = SafePath.resolve(root, path);
      Files.deleteIfExists(target);
      removeEmptyFolders(target.getParent());
    }
    for (int i = 0; i < puts.size(); i++) {
      Path content = prepared.resolve(Integer.toString(i));
      if (Files.exists(content, LinkOption.NOFOLLOW_LINKS)) {
        Path target = SafePath.resolve(root, puts.get(i));
        Files.createDirectories(target.getParent());
        Files.move(
            content, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.delete(file);
  }

  private void removeEmptyFolders(Path folder) throws IOException {
    for (Path empty = folder; !empty.equals(root); empty = empty.getParent()) {
      try {
        Files.deleteIfExists(empty);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }
}
