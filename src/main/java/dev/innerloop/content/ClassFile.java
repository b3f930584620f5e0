package dev.innerloop.content;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name and the source of a complete class file.
 *
 * <p>Read here and not by a library, because the question is one that libraries do not answer: is
 * this file complete, to its last byte? Nor do we depend on the version of the class format.
 *
 * @param name binary name with slashes
 * @param sourceFile simple name of the source, where the compiler recorded one
 */
public record ClassFile(String name, Optional<String> sourceFile) {

  private static final int MAGIC = 0xCAFEBABE;

  /**
   * Reads a class file.
   *
   * @return nothing if the bytes are not a complete class file
   */
  public static Optional<ClassFile> read(byte[] bytes) {
    ByteArrayInputStream all = new ByteArrayInputStream(bytes);
    try {
      ClassFile read = new Reader(new DataInputStream(all)).read();
      return all.available() == 0 ? Optional.of(read) : Optional.empty();
    } catch (IOException | MalformedException e) {
      return Optional.empty();
    }
  }

  /** The source's path below its root, with slashes, if the compiler recorded the file's name. */
  public Optional<String> sourcePath() {
    String folder = name.substring(0, name.lastIndexOf('/') + 1);
    return sourceFile.map(file -> folder + file);
  }

  private static final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Reader {

    private final DataInputStream in;
    private @Nullable Object[] pool = new Object[0];

    Reader(DataInputStream in) {
      this.in = in;
    }

    ClassFile read() throws IOException {
      if (in.readInt() != MAGIC) {
        throw new MalformedException();
      }
      skip(4);
      readPool();
      skip(2);
      String name = utf8(integer(in.readUnsignedShort()));
      skip(2);
      skip(2 * in.readUnsignedShort());
      for (int kind = 0; kind < 2; kind++) { // fields, then methods
        for (int left = in.readUnsignedShort(); left > 0; left--) {
          skip(6);
          readAttributes();
        }
      }
      return new ClassFile(name, readAttributes());
    }

    private void readPool() throws IOException {
      pool = new Object[in.readUnsignedShort()];
      for (int i = 1; i < pool.length; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> pool[i] = in.readUTF();
          case 7 -> pool[i] = in.readUnsignedShort();
          case 8, 16, 19, 20 -> skip(2);
          case 15 -> skip(3);
          case 3, 4, 9, 10, 11, 12, 17, 18 -> skip(4);
          case 5, 6 -> {
            skip(8);
            i++;
          }
          default -> throw new MalformedException();
        }
      }
    }

    /** Skips them all but for the source's name. */
    private Optional<String> readAttributes() throws IOException {
      Optional<String> source = Optional.empty();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        String attribute = utf8(in.readUnsignedShort());
        int length = in.readInt();
        if (attribute.equals("SourceFile") && length == 2) {
          source = Optional.of(utf8(in.readUnsignedShort()));
        } else {
          skip(length);
        }
      }
      return source;
    }

    private int integer(int index) {
      return entry(index) instanceof Integer number ? number : malformed();
    }

    private String utf8(int index) {
      if (entry(index) instanceof String text) {
        return text;
      }
      throw new MalformedException();
    }

    private @Nullable Object entry(int index) {
      return index < pool.length ? pool[index] : null;
    }

    private static int malformed() {
      throw new MalformedException();
    }

    private void skip(int count) throws IOException {
      if (count < 0) {
        throw new MalformedException();
      }
      in.skipNBytes(count);
    }
  }
}
