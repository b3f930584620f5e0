package dev.innerloop.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code Packer CLASSES TARGET}: part of the build, writes a {@link ClassPack}. */
public final class Packer {

  private static final String[] PACKAGES = {"launcher", "agent", "wire", "supervisor"};

  private final Map<ByteBuffer, Integer> known = new LinkedHashMap<>();
  private final Section texts = new Section();
  private final Section numbers = new Section();
  private final Section tags = new Section();
  private final Section operands = new Section();
  private final Section rest = new Section();

  private Packer() {}

  /** Bytes that are alike. */
  private static final class Section {

    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final DataOutputStream out = new DataOutputStream(bytes);
  }

  public static void main(String[] arguments) throws IOException {
    Path target = Paths.get(arguments[1]);
    Files.createDirectories(target.getParent());
    try (OutputStream out = Files.newOutputStream(target)) {
      pack(Paths.get(arguments[0]), out);
    }
  }

  /** Packs what a replica runs, the same way from any file system. */
  static void pack(Path classes, OutputStream target) throws IOException {
    Packer packer = new Packer();
    Path root = classes.resolve("dev/innerloop");
    List<Path> files = new ArrayList<>();
    for (String name : PACKAGES) {
      try (Stream<Path> all = Files.list(root.resolve(name))) {
        all.filter(Packer::isNeeded)
            .sorted(
                Comparator.comparingLong((Path file) -> file.toFile().length())
                    .thenComparing(Path::toString))
            .forEach(files::add);
      }
    }
    packer.numbers.out.writeShort(files.size());
    for (Path file : files) {
      String name = classes.relativize(file).toString().replace('\\', '/').replace(".class", "");
      packer.number(name.getBytes(UTF_8));
      packer.add(Files.readAllBytes(file));
    }
    packer.write(new DataOutputStream(target));
  }

  /** Only sessions use whole lists of files. */
  private static boolean isNeeded(Path file) {
    String name = file.getFileName().toString();
    return !name.equals("package-info.class") && !name.equals("FileList.class");
  }

  private void add(byte[] classFile) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    rest.out.writeLong(in.readLong());
    int count = in.readUnsignedShort();
    rest.out.writeShort(count);
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      tags.out.writeByte(tag);
      if (tag == ClassPack.UTF8) {
        number(next(in, in.readUnsignedShort()));
      } else {
        operands.out.write(next(in, ClassPack.operands(tag)));
        i += ClassPack.isWide(tag) ? 1 : 0;
      }
    }
    rest.out.writeInt(in.available());
    rest.out.write(next(in, in.available()));
  }

  private void number(byte[] text) throws IOException {
    Integer number = known.putIfAbsent(ByteBuffer.wrap(text), known.size());
    numbers.out.writeShort(number == null ? known.size() - 1 : number);
  }

  private void write(DataOutputStream out) throws IOException {
    texts.out.writeShort(known.size());
    for (ByteBuffer text : known.keySet()) {
      texts.out.writeShort(text.remaining());
      texts.out.write(text.array());
    }
    for (Section section : new Section[] {texts, numbers, tags, operands, rest}) {
      out.writeInt(section.bytes.size());
      section.bytes.writeTo(out);
    }
    out.flush();
  }

  private static byte[] next(DataInputStream in, int count) throws IOException {
    byte[] bytes = new byte[count];
    in.readFully(bytes);
    return bytes;
  }
}
