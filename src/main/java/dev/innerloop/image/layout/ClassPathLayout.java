package dev.innerloop.image.layout;

import dev.innerloop.image.content.ImageLayer;
import dev.innerloop.image.content.ImageLayer.Entry;
import dev.innerloop.image.content.ImageLayer.Source;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import java.util.ArrayList;
import java.util.List;

/** The class path of an app under {@code /app}, with the same paths as the workspace. */
record ClassPathLayout(App app) {

  Layout layout(List<String> command) {
    boolean argumentFiles = app.javaRelease() > 8;
    return Layout.started(
        layers(),
        command,
        "-cp",
        argumentFiles ? "@" + AppImage.CLASS_PATH_FILE : classPath(),
        app.mainClass());
  }

  private List<ImageLayer> layers() {
    List<Entry> released = new ArrayList<>();
    List<Entry> snapshots = new ArrayList<>();
    List<Entry> siblings = new ArrayList<>();
    List<Entry> resources = new ArrayList<>();
    List<Entry> classes = new ArrayList<>();
    for (ClassPathEntry entry : app.classPath()) {
      if (entry instanceof ClassPathEntry.Jar jar) {
        (jar.snapshot() ? snapshots : released)
            .add(new Entry(inImage(jar), new Source.File(jar.file())));
      } else if (entry instanceof ClassPathEntry.Output output) {
        boolean own = output.module().equals(app.module());
        for (Entry file :
            new DirectoryFiles(output.module().outputFolder()).below(inImage(output))) {
          boolean isClass = file.path().endsWith(".class");
          (!own ? siblings : isClass ? classes : resources).add(file);
        }
      } else if (entry instanceof ClassPathEntry.Directory directory) {
        siblings.addAll(new DirectoryFiles(directory.path()).below(inImage(directory)));
      }
    }
    // The Java launcher reads argument files by shell-like rules: quotes, and backslashes as
    // escapes.
    String quoted = "\"" + classPath().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    resources.add(new Entry(AppImage.CLASS_PATH_FILE, new Source.Text(quoted)));
    return List.of(
        new ImageLayer("dependencies", released),
        new ImageLayer("snapshot dependencies", snapshots),
        new ImageLayer("modules", siblings),
        new ImageLayer("resources", resources),
        new ImageLayer("classes", classes));
  }

  private String classPath() {
    return String.join(":", app.classPath().stream().map(ClassPathLayout::inImage).toList());
  }

  private static String inImage(ClassPathEntry entry) {
    return AppImage.ROOT + "/" + entry.workspacePath();
  }
}
