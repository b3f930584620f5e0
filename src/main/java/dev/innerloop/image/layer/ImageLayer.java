package dev.innerloop.image.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Files that change at the same rate. In the image they belong to root and everybody may read them.
 *
 * @param name what users are shown
 */
public record ImageLayer(String name, List<Entry> files) {

  public ImageLayer {
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param path absolute, in the image
   * @param executable whether everybody may run it, too
   */
  public record Entry(String path, Source source, boolean executable) {

    public Entry {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("not absolute: " + path);
      }
    }

    /** A file that is read only. */
    public Entry(String path, Source source) {
      this(path, source, false);
    }
  }

  /** Where the content of a file comes from. */
  public sealed interface Source {

    /** In words for users. */
    String name();

    long size() throws IOException;

    void writeTo(OutputStream out) throws IOException;

    /** The one file that it is read from, if it is one. */
    Optional<Path> origin();

    record File(Path path) implements Source {

      @Override
      public Optional<Path> origin() {
        return Optional.of(path);
      }

      @Override
      public String name() {
        return path.toString();
      }

      @Override
      public long size() throws IOException {
        return Files.size(path);
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        Files.copy(path, out);
      }
    }

    /** Text, stored as UTF-8. */
    record Text(String text) implements Source {

      @Override
      public Optional<Path> origin() {
        return Optional.empty();
      }

      @Override
      public String name() {
        return "a text";
      }

      @Override
      public long size() {
        return text.getBytes(UTF_8).length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(text.getBytes(UTF_8));
      }
    }

    /** What an archive has, unpacked. */
    record Packed(Path archive, String entry) implements Source {

      @Override
      public Optional<Path> origin() {
        return Optional.of(archive);
      }

      @Override
      public String name() {
        return archive + "!" + entry;
      }

      @Override
      public long size() throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
          return find(zip).getSize();
        }
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile());
            InputStream in = zip.getInputStream(find(zip))) {
          in.transferTo(out);
        }
      }

      private ZipEntry find(ZipFile zip) throws IOException {
        ZipEntry found = zip.getEntry(entry);
        if (found == null) {
          throw new IOException(archive + " has no " + entry + " any more");
        }
        return found;
      }
    }

    /** A folder of classes as the jar that {@code package} would make of it, without a manifest. */
    record Jar(Path folder) implements Source {

      @Override
      public Optional<Path> origin() {
        return Optional.empty();
      }

      @Override
      public String name() {
        return folder.toString();
      }

      @Override
      public long size() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writeTo(bytes);
        return bytes.size();
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        new FolderJar(folder).writeTo(out);
      }
    }
  }
}
