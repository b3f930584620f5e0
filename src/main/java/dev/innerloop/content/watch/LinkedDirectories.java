package dev.innerloop.content.watch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the content of directories really is: Maven follows symbolic links, and the system watches
 * only real directories.
 *
 * @param places the directories, and those behind links below them
 * @param links below the directories, to directories and files
 * @param files those links whose target is a file or is missing
 * @param unreadable directories, of whose content nothing is known
 */
record LinkedDirectories(
    List<Place> places, Set<Path> links, Set<Path> files, Set<Path> unreadable) {

  /**
   * A directory with two paths.
   *
   * @param shown the path that the project knows
   * @param real the same without links, which is what events bear
   */
  record Place(Path shown, Path real) {}

  LinkedDirectories {
    places = List.copyOf(places);
    links = Set.copyOf(links);
    files = Set.copyOf(files);
    unreadable = Set.copyOf(unreadable);
  }

  /** Those of the directories that exist. */
  static LinkedDirectories of(Collection<Path> directories) throws IOException {
    Search search = new Search();
    for (Path directory : directories) {
      if (Files.isDirectory(directory)) {
        search.visit(new Place(directory, directory.toRealPath()), List.of());
      }
    }
    return new LinkedDirectories(search.places, search.links, search.files, search.unreadable);
  }

  private static final class Search {

    private final List<Place> places = new ArrayList<>();
    private final Set<Path> links = new HashSet<>();
    private final Set<Path> files = new HashSet<>();
    private final Set<Path> unreadable = new HashSet<>();

    /**
     * @param through real paths of the links that lead here
     */
    void visit(Place place, List<Path> through) throws IOException {
      places.add(place);
      Files.walkFileTree(
          place.real(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (attributes.isSymbolicLink()) {
                visitLink(place.shown().resolve(place.real().relativize(file)), file, through);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              if (e instanceof AccessDeniedException) {
                unreadable.add(place.shown().resolve(place.real().relativize(file)));
              }
              return FileVisitResult.CONTINUE; // else it was deleted meanwhile
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    }

    private void visitLink(Path shown, Path link, List<Path> through) throws IOException {
      links.add(shown);
      if (!Files.isDirectory(link)) {
        files.add(shown);
        return;
      }
      Path target = link.toRealPath();
      List<Path> path = new ArrayList<>(through);
      path.add(link);
      if (path.stream().noneMatch(each -> each.startsWith(target))) { // else it is a loop
        visit(new Place(shown, target), path);
      }
    }
  }
}
