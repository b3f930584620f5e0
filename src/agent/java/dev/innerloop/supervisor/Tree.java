package dev.innerloop.supervisor;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** What lies in a folder and below it, but for what this user may not read, or has just gone. */
final class Tree extends SimpleFileVisitor<Path> {

  private final List<Path> files = new ArrayList<>();
  private final Path except;

  private Tree(Path except) {
    this.except = except;
  }

  /** All but folders, with links as such. */
  static List<Path> files(Path root, Path except) throws IOException {
    Tree tree = new Tree(except);
    Files.walkFileTree(root, tree);
    return tree.files;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return folder.equals(except) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    files.add(file);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
    return FileVisitResult.CONTINUE;
  }
}
