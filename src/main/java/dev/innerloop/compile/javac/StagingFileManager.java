package dev.innerloop.compile.javac;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingFileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** Presents staged output to javac as if it were already published. */
final class StagingFileManager extends ForwardingJavaFileManager<StandardJavaFileManager> {

  private final Set<Path> hidden;
  private final List<Path> resourceRoots;
  private final ProcessorLoaders processorLoaders;

  /**
   * Over {@code standard}, whose locations are set.
   *
   * @param hidden class files that are about to be deleted from the class path
   * @param resourceRoots what processors may read in the class output besides what they wrote: the
   *     build has copied it there, but not into the staging directory
   */
  StagingFileManager(
      StandardJavaFileManager standard,
      Set<Path> hidden,
      List<Path> resourceRoots,
      ProcessorLoaders processorLoaders) {
    super(standard);
    this.hidden = hidden;
    this.resourceRoots = resourceRoots;
    this.processorLoaders = processorLoaders;
  }

  @Override
  public @Nullable ClassLoader getClassLoader(Location location) {
    return processorLoaders.of(location).orElseGet(() -> super.getClassLoader(location));
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    Iterable<JavaFileObject> all = super.list(location, packageName, kinds, recurse);
    if (hidden.isEmpty() || location != StandardLocation.CLASS_PATH) {
      return all;
    }
    List<JavaFileObject> visible = new ArrayList<>();
    for (JavaFileObject file : all) {
      if (!"file".equals(file.toUri().getScheme()) || !hidden.contains(Path.of(file.toUri()))) {
        visible.add(file);
      }
    }
    return visible;
  }

  @Override
  public FileObject getFileForOutput(
      Location location, String packageName, String relativeName, @Nullable FileObject sibling)
      throws IOException {
    FileObject staged = super.getFileForOutput(location, packageName, relativeName, sibling);
    if (location != StandardLocation.CLASS_OUTPUT) {
      return staged;
    }
    String path =
        packageName.isEmpty() ? relativeName : packageName.replace('.', '/') + "/" + relativeName;
    for (Path root : resourceRoots) {
      if (Files.isRegularFile(root.resolve(path))) {
        JavaFileObject resource =
            fileManager.getJavaFileObjects(root.resolve(path)).iterator().next();
        return new Backed(staged, resource);
      }
    }
    return staged;
  }

  /** What JDK 18 and later call instead; there it would go around us. */
  @SuppressWarnings("MissingOverride") // does not exist in 17, for which we compile
  public FileObject getFileForOutputForOriginatingFiles(
      Location location, String packageName, String relativeName, FileObject... originating)
      throws IOException {
    return getFileForOutput(location, packageName, relativeName, null);
  }

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    return super.isSameFile(unwrap(a), unwrap(b));
  }

  private static FileObject unwrap(FileObject file) {
    return file instanceof Backed backed ? backed.staged() : file;
  }

  /** Reads the resource until other content is written. */
  private static final class Backed extends ForwardingFileObject<FileObject> {

    private final FileObject resource;

    Backed(FileObject staged, FileObject resource) {
      super(staged);
      this.resource = resource;
    }

    FileObject staged() {
      return fileObject;
    }

    private boolean isWritten() {
      return Files.exists(Path.of(fileObject.toUri()));
    }

    @Override
    public InputStream openInputStream() throws IOException {
      return isWritten() ? super.openInputStream() : resource.openInputStream();
    }

    @Override
    public Reader openReader(boolean ignoreEncodingErrors) throws IOException {
      return isWritten()
          ? super.openReader(ignoreEncodingErrors)
          : resource.openReader(ignoreEncodingErrors);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
      return isWritten()
          ? super.getCharContent(ignoreEncodingErrors)
          : resource.getCharContent(ignoreEncodingErrors);
    }
  }
}
