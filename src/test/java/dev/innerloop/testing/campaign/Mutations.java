package dev.innerloop.testing.campaign;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Inputs that are nearly right: samples with a few errors at random places, as a hostile sender or
 * a broken disk makes them.
 */
public final class Mutations {

  private static final int MOST_ERRORS = 5;
  private static final int LONGEST_PART = 48;

  private final List<byte[]> samples;
  private final List<byte[]> words;

  /**
   * @param samples what is right
   * @param words what means something to who reads them
   */
  public Mutations(List<byte[]> samples, List<byte[]> words) {
    this.samples = List.copyOf(samples);
    this.words = List.copyOf(words);
  }

  /** Of texts in which each character is a byte. */
  public static Mutations ofText(List<String> samples, List<String> words) {
    return new Mutations(
        samples.stream().map(Mutations::bytes).toList(),
        words.stream().map(Mutations::bytes).toList());
  }

  /** Another one with each call. */
  public byte[] next(Random random) {
    byte[] bytes = sample(random);
    for (int errors = random.nextInt(MOST_ERRORS + 1); errors > 0; errors--) {
      int at = random.nextInt(bytes.length + 1);
      int end = Math.min(bytes.length, at + random.nextInt(LONGEST_PART));
      bytes =
          switch (random.nextInt(8)) {
            case 0 -> replaced(bytes, at, Math.min(at + 1, bytes.length), any(random, 1));
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> replaced(bytes, at, end, new byte[0]);
            case 3 -> repeated(bytes, at, end, 1 << random.nextInt(8));
            case 4 -> replaced(bytes, at, end, any(random, end - at));
            case 5 -> spliced(bytes, at, sample(random), random);
            default -> replaced(bytes, at, random.nextBoolean() ? at : end, word(random));
          };
    }
    return bytes;
  }

  /** The same, as a text in which each byte is a character. */
  public String nextText(Random random) {
    return new String(next(random), StandardCharsets.ISO_8859_1);
  }

  private byte[] sample(Random random) {
    return samples.get(random.nextInt(samples.size()));
  }

  private byte[] word(Random random) {
    return words.get(random.nextInt(words.size()));
  }

  private static byte[] any(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] repeated(byte[] bytes, int from, int to, int times) {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      part.write(bytes, from, to - from);
    }
    return replaced(bytes, from, to, part.toByteArray());
  }

  private static byte[] spliced(byte[] bytes, int at, byte[] other, Random random) {
    int from = random.nextInt(other.length + 1);
    return replaced(bytes, at, bytes.length, Arrays.copyOfRange(other, from, other.length));
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] part) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, from);
    all.write(part, 0, part.length);
    all.write(bytes, to, bytes.length - to);
    return all.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
