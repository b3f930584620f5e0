package dev.innerloop.supervisor;

import dev.innerloop.wire.AppLaunch;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Edits;
import dev.innerloop.wire.Protocol;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The folder that holds what the app runs from, and what we know of its content. */
final class Workspace {

  private final Path root;
  private final ImageContent image;
  private final Path prepared;
  private final Path memory;
  private final Journal journal;
  private final Staging staging;

  private SortedMap<String, ContentHash> files = new TreeMap<>();
  private ContentHash digest; // null until somebody asks: it is over all files
  private long generation;
  private AppLaunch launch;

  private Workspace(Path root, ImageContent image) {
    this.root = root;
    this.image = image;
    Path own = root.resolve(SafePath.OWN);
    prepared = own.resolve("prepared");
    memory = own.resolve("memory");
    journal = new Journal(root, own.resolve("journal"), prepared);
    staging = new Staging(own.resolve("staging"));
  }

  /** Opens a workspace, completes a commit that was cut off, and looks at what is there. */
  static Workspace open(Path folder, ImageContent image) throws IOException {
    Files.createDirectories(folder);
    Workspace workspace = new Workspace(folder.toRealPath(), image);
    Files.createDirectories(workspace.prepared);
    workspace.journal.replay();
    workspace.clearPrepared();
    workspace.staging.clear();
    workspace.recall();
    workspace.scan();
    return workspace;
  }

  Path root() {
    return root;
  }

  Path own() {
    return root.resolve(SafePath.OWN);
  }

  Staging staging() {
    return staging;
  }

  synchronized SortedMap<String, ContentHash> files() {
    return new TreeMap<>(files);
  }

  synchronized ContentHash digest() {
    if (digest == null) {
      digest = ContentHash.ofInventory(files);
    }
    return digest;
  }

  synchronized long generation() {
    return generation;
  }

  /** How its content was last started, or null. */
  synchronized AppLaunch launch() {
    return launch;
  }

  synchronized boolean isEmpty() {
    return files.isEmpty();
  }

  /** How it differs from what the image holds; before anything lies here, not at all. */
  Edits edits() throws IOException {
    SortedMap<String, ContentHash> here = files();
    if (image.isNone()) {
      return Edits.withoutImage();
    }
    if (here.isEmpty()) {
      return Edits.between(here, here);
    }
    SortedMap<String, ContentHash> below = image.layout();
    return below.isEmpty() ? Edits.withoutImage() : Edits.between(below, here);
  }

  /** Which content neither arrived nor lies here or in the image. */
  Set<ContentHash> missing(Delta delta) throws IOException {
    Set<ContentHash> missing = new LinkedHashSet<>();
    Map<ContentHash, String> here = byHash();
    for (ContentHash hash : delta.puts.values()) {
      if (!here.containsKey(hash) && !staging.has(hash) && image.find(hash) == null) {
        missing.add(hash);
      }
    }
    return missing;
  }

  /**
   * Does all of a commit that takes time or can fail, and changes nothing yet.
   *
   * @throws IOException if content is missing, a path is not allowed, or the disk is full
   */
  void prepare(Delta delta) throws IOException {
    clearPrepared();
    if (files().size() + delta.puts.size() > Protocol.MAX_FILES) {
      throw new ProtocolException("more than " + Protocol.MAX_FILES + " files are not allowed");
    }
    Map<ContentHash, String> here = new HashMap<>();
    for (ContentHash hash : delta.puts.values()) {
      if (here.isEmpty() && !staging.has(hash)) {
        here = byHash();
      }
    }
    for (String path : delta.removals) {
      SafePath.resolve(root, SafePath.check(path));
    }
    int number = 0;
    for (Map.Entry<String, ContentHash> put : delta.puts.entrySet()) {
      SafePath.resolve(root, SafePath.check(put.getKey()));
      place(put.getKey(), put.getValue(), here, prepared.resolve(Integer.toString(number++)));
    }
  }

  /** Carries out what was prepared, as one step. */
  synchronized void commit(Delta delta, AppLaunch newLaunch) throws IOException {
    if (!delta.isEmpty()) {
      try {
        journal.commit(new ArrayList<>(delta.puts.keySet()), delta.removals);
      } catch (IOException e) {
        scan();
        throw e;
      }
      SortedMap<String, ContentHash> after = new TreeMap<>(files);
      after.keySet().removeAll(delta.removals);
      after.putAll(delta.puts);
      files = after;
      digest = null;
    }
    if (!delta.isEmpty() || !newLaunch.equals(launch)) {
      generation++;
      launch = newLaunch;
      remember();
    }
    staging.clear();
  }

  /** Takes over what the image holds, if anything, as if somebody had delivered it. */
  void materialise(ImageLaunch imageLaunch) throws IOException {
    Delta delta = new Delta(image.layout(), new TreeSet<>());
    if (!delta.isEmpty()) {
      AppLaunch itsLaunch = imageLaunch.read();
      prepare(delta);
      commit(delta, itsLaunch);
    }
  }

  private void place(String path, ContentHash hash, Map<ContentHash, String> here, Path target)
      throws IOException {
    Path fromImage;
    if (staging.has(hash)) {
      Files.copy(staging.file(hash), target);
    } else if (here.containsKey(hash)) {
      Path source = SafePath.resolve(root, here.get(hash));
      Files.copy(source, target, LinkOption.NOFOLLOW_LINKS);
    } else if ((fromImage = image.find(hash)) == null) {
      throw new IOException("the content of " + path + " has not arrived");
    } else if (path.endsWith(".jar")) {
      Files.createSymbolicLink(target, fromImage.toRealPath());
    } else {
      Files.copy(fromImage, target);
    }
  }

  private synchronized Map<ContentHash, String> byHash() {
    Map<ContentHash, String> paths = new HashMap<>();
    for (Map.Entry<String, ContentHash> file : files.entrySet()) {
      paths.putIfAbsent(file.getValue(), file.getKey());
    }
    return paths;
  }

  private void clearPrepared() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(prepared)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  private synchronized void scan() throws IOException {
    SortedMap<String, ContentHash> found = new TreeMap<>();
    for (Path file : Tree.files(root, own())) {
      // A link counts only if it is one of ours, to a jar of the image.
      if (Files.isRegularFile(file) && (!Files.isSymbolicLink(file) || leadsToImage(file))) {
        String path = root.relativize(file).toString();
        found.put(path.replace(root.getFileSystem().getSeparator(), "/"), ContentHash.ofFile(file));
      }
    }
    files = found;
    digest = null;
  }

  private boolean leadsToImage(Path link) throws IOException {
    return image.isInside(Files.readSymbolicLink(link));
  }

  private void remember() throws IOException {
    Path draft = memory.resolveSibling("memory.draft");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(draft))) {
      out.writeLong(generation);
      launch.withoutEnvironment().write(out);
    }
    Files.move(draft, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void recall() throws IOException {
    if (Files.exists(memory)) {
      try (DataInputStream in = new DataInputStream(Files.newInputStream(memory))) {
        generation = in.readLong();
        launch = AppLaunch.read(in);
      }
    }
  }
}
