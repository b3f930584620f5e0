package dev.innerloop.compile.javac;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.compile.incremental.ProcessorPath;
import dev.innerloop.project.Module;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.tools.JavaFileManager.Location;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Class loaders for annotation processors that outlive a compilation: otherwise javac closes them,
 * and the JVM loads and compiles all classes of the processors again with the next one.
 *
 * <p>javac creates the processors themselves for each compilation, but their static state is kept
 * with the loader. So only loaders of processors are kept that are known to start anew all the
 * same. Use these only as long as the jars do not change.
 */
final class ProcessorLoaders implements Closeable {

  /** {@code ProcessorsIT} compares what they generate with that of new loaders. */
  private static final Set<String> KNOWN =
      Set.of(
          "lombok.launch.AnnotationProcessorHider$AnnotationProcessor",
          "lombok.launch.AnnotationProcessorHider$ClaimingProcessor",
          "org.mapstruct.ap.MappingProcessor",
          "org.springframework.boot.configurationprocessor.ConfigurationMetadataAnnotationProcessor");

  private final @Nullable StandardLocation location;
  private final List<Path> path;
  private final ClassLoader parent;

  @GuardedBy("this")
  private @Nullable URLClassLoader classes;

  private ProcessorLoaders(
      @Nullable StandardLocation location, List<Path> path, ClassLoader parent) {
    this.location = location;
    this.path = path;
    this.parent = parent;
  }

  /**
   * For the processors of a module.
   *
   * @param parent that javac gives to its own loaders of processors
   */
  static ProcessorLoaders of(Module module, ClassLoader parent) throws IOException {
    List<Path> own = module.compiler().processorPath();
    StandardLocation location =
        own.isEmpty() ? StandardLocation.CLASS_PATH : StandardLocation.ANNOTATION_PROCESSOR_PATH;
    List<Path> path = own.isEmpty() ? module.classPath() : own;
    boolean areJars = ProcessorPath.directories(module).isEmpty(); // else they may change
    return new ProcessorLoaders(areJars && areKnown(path) ? location : null, path, parent);
  }

  private static boolean areKnown(List<Path> path) throws IOException {
    for (Path entry : path) {
      if (Files.isRegularFile(entry) && !KNOWN.containsAll(ProcessorKind.declaredIn(entry))) {
        return false;
      }
    }
    return true;
  }

  /** The loader of a location; empty if javac must create one. */
  synchronized Optional<ClassLoader> of(Location asked) {
    if (location == null || !asked.equals(location)) {
      return Optional.empty();
    }
    if (classes == null) {
      classes = new URLClassLoader(urls(), parent);
    }
    return startAnew(classes) ? Optional.of(new Unclosable(classes)) : Optional.empty();
  }

  /**
   * Lombok tells MapStruct by a static field whether it has completed the types that MapStruct
   * reads. It resets the field when it starts, which is too late if MapStruct is the first
   * processor.
   *
   * @return whether nothing is left of the last compilation
   */
  private static boolean startAnew(ClassLoader classes) {
    try {
      classes
          .loadClass("lombok.launch.AnnotationProcessorHider$AstModificationNotifierData")
          .getField("lombokInvoked")
          .set(null, false);
      return true;
    } catch (ClassNotFoundException e) {
      return true; // no Lombok, or one that tells MapStruct nothing
    } catch (NoSuchFieldException | IllegalAccessException e) {
      return false;
    }
  }

  private URL[] urls() {
    List<URL> urls = new ArrayList<>();
    for (Path entry : path) {
      try {
        urls.add(entry.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException(entry + " has no URL", e);
      }
    }
    return urls.toArray(URL[]::new);
  }

  @Override
  public synchronized void close() throws IOException {
    if (classes != null) {
      classes.close();
      classes = null;
    }
  }

  /** javac closes a loader that can be closed. */
  private static final class Unclosable extends ClassLoader {

    Unclosable(ClassLoader classes) {
      super(classes);
    }

    /** The loader reads the jar that it has open; by default, the JVM keeps another one. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      return getParent().getResourceAsStream(name);
    }
  }
}
