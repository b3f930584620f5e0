package dev.innerloop.image.layout;

import dev.innerloop.image.content.ImageLayer;
import dev.innerloop.image.content.ImageLayer.Entry;
import dev.innerloop.image.content.ImageLayer.Source;
import dev.innerloop.project.App;
import dev.innerloop.project.Packaging;
import dev.innerloop.project.WorkingPath;
import dev.innerloop.wire.WorkspacePath;
import java.util.ArrayList;
import java.util.List;

/** The files that an app reads from its working directory, where dev mode has them, too. */
final class WorkingFiles {

  static final String DIRECTORY = AppImage.ROOT + "/" + WorkspacePath.WORK;

  private WorkingFiles() {}

  static ImageLayer of(App app) {
    List<Entry> entries = new ArrayList<>();
    for (WorkingPath path : app.workingPaths()) {
      // The executable WAR has the pages itself.
      boolean isPackaged =
          app.packaging() instanceof Packaging.BootJar
              && path.name().equals(WorkingPath.DOCUMENT_ROOT);
      if (path.isShipped() && !isPackaged) {
        path.files()
            .forEach(
                (name, file) ->
                    entries.add(new Entry(DIRECTORY + "/" + name, new Source.File(file))));
      }
    }
    return new ImageLayer("working directory", entries);
  }
}
