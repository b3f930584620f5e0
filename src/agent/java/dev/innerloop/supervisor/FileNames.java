package dev.innerloop.supervisor;

import java.util.Arrays;

/** Names in UTF-8 that can be sorted: in two arrays, as there may be 200,000 of them. */
final class FileNames {

  private byte[] bytes = new byte[1024];
  private int[] starts = new int[64];
  private int used;
  private int count;

  /** In the order of {@link #get}; a name starts here and ends where its length says. */
  void add(byte[] name) {
    if (used + 2 + name.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(used + 2 + name.length, bytes.length * 3 / 2));
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 3 / 2);
    }
    starts[count++] = used;
    bytes[used++] = (byte) (name.length >> 8);
    bytes[used++] = (byte) name.length;
    System.arraycopy(name, 0, bytes, used, name.length);
    used += name.length;
  }

  int count() {
    return count;
  }

  byte[] get(int index) {
    int start = starts[index];
    return Arrays.copyOfRange(bytes, start + 2, start + 2 + length(start));
  }

  /** Sorts by unsigned bytes. */
  void sort() {
    sort(Arrays.copyOf(starts, count), starts, 0, count);
  }

  /** Merges sorted halves of {@code from} into {@code to}; both hold the same at first. */
  private void sort(int[] from, int[] to, int low, int high) {
    if (high - low < 2) {
      return;
    }
    int middle = (low + high) >>> 1;
    sort(to, from, low, middle);
    sort(to, from, middle, high);
    for (int i = low, left = low, right = middle; i < high; i++) {
      boolean takeLeft = right >= high || (left < middle && compare(from[left], from[right]) <= 0);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  private int compare(int a, int b) {
    int common = Math.min(length(a), length(b));
    for (int i = 2; i < common + 2; i++) {
      int difference = (bytes[a + i] & 0xff) - (bytes[b + i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return length(a) - length(b);
  }

  private int length(int start) {
    return (bytes[start] & 0xff) << 8 | bytes[start + 1] & 0xff;
  }
}
