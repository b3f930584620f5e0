package dev.innerloop.boot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/**
 * Class files in a form that compresses a fifth better than a jar: texts that several of them hold
 * occur once, and what is alike lies together. Unpacked, they are what they were, byte for byte.
 *
 * <p>A pack has five sections, each after its length: the texts; for each class the number of its
 * name and those of its texts; the tags of its constants; their operands; the rest.
 */
final class ClassPack {

  static final int UTF8 = 1;

  /** How many bytes follow the tag of a constant, by the tag. */
  private static final byte[] OPERANDS = {
    0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2
  };

  private final byte[][] texts;
  private final DataInputStream numbers;
  private final DataInputStream tags;
  private final DataInputStream operands;
  private final DataInputStream rest;

  private ClassPack(DataInputStream in) throws IOException {
    DataInputStream all = section(in);
    texts = new byte[all.readUnsignedShort()][];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = bytes(all, all.readUnsignedShort());
    }
    numbers = section(in);
    tags = section(in);
    operands = section(in);
    rest = section(in);
  }

  /** Writes the packed classes as a jar that is an agent, too. */
  static void unpack(InputStream packed, OutputStream target, String agent) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", agent);
    manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
    ClassPack pack = new ClassPack(new DataInputStream(packed));
    try (JarOutputStream jar = new JarOutputStream(target, manifest)) {
      jar.setLevel(Deflater.NO_COMPRESSION); // to be read soon, and by this machine
      for (int left = pack.numbers.readUnsignedShort(); left > 0; left--) {
        jar.putNextEntry(new ZipEntry(new String(pack.text(), "UTF-8") + ".class"));
        pack.next().writeTo(jar);
        jar.closeEntry();
      }
    }
  }

  /** How long a constant is after its tag; {@link #UTF8} says so itself. */
  static int operands(int tag) {
    return OPERANDS[tag];
  }

  /** Whether a constant takes two places in the pool. */
  static boolean isWide(int tag) {
    return operands(tag) == 8;
  }

  private ByteArrayOutputStream next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(rest.readLong()); // magic number and version
    int count = rest.readUnsignedShort();
    out.writeShort(count);
    for (int i = 1; i < count; i++) {
      int tag = tags.readUnsignedByte();
      out.writeByte(tag);
      if (tag == UTF8) {
        byte[] text = text();
        out.writeShort(text.length);
        out.write(text);
      } else {
        out.write(bytes(operands, operands(tag)));
        i += isWide(tag) ? 1 : 0;
      }
    }
    out.write(bytes(rest, rest.readInt()));
    return bytes;
  }

  private byte[] text() throws IOException {
    return texts[numbers.readUnsignedShort()];
  }

  private static DataInputStream section(DataInputStream in) throws IOException {
    return new DataInputStream(new ByteArrayInputStream(bytes(in, in.readInt())));
  }

  private static byte[] bytes(DataInputStream in, int count) throws IOException {
    byte[] bytes = new byte[count];
    in.readFully(bytes);
    return bytes;
  }
}
