package dev.innerloop.image.content;

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
 * Files that change equally often. In the image, they are owned by root and readable by all users.
 *
 * @param name display name
 */
public record ImageLayer(String name, List<Entry> files) {

  public ImageLayer {
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param path absolute path in the image
   * @param executable whether all users can execute it
   */
  public record Entry(String path, Source source, boolean executable) {

    public Entry {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("not absolute: " + path);
      }
    }

    /** A file that is not executable. */
    public Entry(String path, Source source) {
      this(path, source, false);
    }
  }

  /** Where the content of a file comes from. */
  public sealed interface Source {

    /** Display name in messages. */
    String name();

    long size() throws IOException;

    void writeTo(OutputStream out) throws IOException;

    /** The file that it is read from, if it is a single file. */
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

    /** An entry of an archive, unpacked. */
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

    /**
     * A directory of classes as a jar, as {@code package} would create it but without a manifest.
     */
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
        new DirectoryJar(folder).writeTo(out);
      }
    }
  }
}
