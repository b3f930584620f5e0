package dev.innerloop.acceptance;

import dev.innerloop.content.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Files that an app reads, and what developers do to them.
 *
 * @param root resource directory, such as {@code src/main/resources}
 */
record SampleResources(String root) {

  Map<String, String> files() {
    return Map.of(root + "/static/page.html", "<p>${word} 0</p>\n", root + "/data", "a file\n");
  }

  List<ShapeEdit> edits() {
    return List.of(
        ShapeEdit.of(
            "a resource",
            (project, random) ->
                project.save(
                    root + "/static/page.html",
                    "<p>${word} " + random.nextInt(1 << 20) + "</p>\n")),
        ShapeEdit.of(
            "a new resource",
            (project, random) ->
                project.save(
                    root + "/new/" + random.nextInt(1 << 20) + ".html",
                    "new " + random.nextInt(1 << 20) + "\n")),
        ShapeEdit.of(
            "a deleted resource directory",
            (project, random) -> FileTree.delete(project.folder().resolve(root + "/new"))),
        ShapeEdit.of(
            "a renamed resource directory",
            (project, random) -> {
              Path from = project.folder().resolve(root + "/new");
              if (Files.isDirectory(from)) {
                Files.move(from, from.resolveSibling("renamed" + random.nextInt(1 << 20)));
              }
            }),
        ShapeEdit.of(
            "a file that becomes a directory, or back",
            (project, random) -> {
              Path data = project.folder().resolve(root + "/data");
              if (Files.isDirectory(data)) {
                FileTree.delete(data);
                project.save(root + "/data", "a file " + random.nextInt(1 << 20) + "\n");
              } else {
                Files.delete(data);
                project.save(root + "/data/part.html", "part " + random.nextInt(1 << 20));
              }
            }));
  }
}
