package dev.innerloop.wire;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The forms of classes that the JVM has in others than those of their files. A session plans by
 * those that it knows, the agent has them: where they differ, what was planned may be wrong.
 */
public final class RunningForms implements Payload {

  /** All classes are as their files were delivered. */
  public static final RunningForms AS_DELIVERED = new RunningForms(Collections.emptyMap());

  private final Map<String, ContentHash> forms;

  /**
   * @param forms by the binary names of their classes
   */
  public RunningForms(Map<String, ContentHash> forms) {
    this.forms = Collections.unmodifiableMap(new TreeMap<>(forms));
  }

  /** Those of classes that may be in the nest of one of these. */
  public RunningForms inNestsOf(Collection<String> classNames) {
    return new RunningForms(inNestsOf(classNames, forms));
  }

  /**
   * The entries of classes that may be in the nest of one of these: their names tell.
   *
   * @param byName by the binary names of classes
   */
  public static <T> Map<String, T> inNestsOf(Collection<String> classNames, Map<String, T> byName) {
    Set<String> nests = new HashSet<>();
    classNames.forEach(each -> nests.add(nest(each)));
    Map<String, T> some = new TreeMap<>(byName);
    some.keySet().removeIf(each -> !nests.contains(nest(each)));
    return some;
  }

  /** What the names of all classes of a nest have in common. */
  private static String nest(String className) {
    int dollar = className.indexOf('$', className.lastIndexOf('.') + 1);
    return dollar < 0 ? className : className.substring(0, dollar);
  }

  /** A class that others have in another form, or only one of both has; null if there is none. */
  public String firstDifference(RunningForms others) {
    Set<String> names = new TreeSet<>(forms.keySet());
    names.addAll(others.forms.keySet());
    for (String each : names) {
      ContentHash form = forms.get(each);
      if (form == null || !form.equals(others.forms.get(each))) {
        return each;
      }
    }
    return null;
  }

  /** Reads what ends a frame, if it is there. */
  static RunningForms readRest(DataInputStream in) throws IOException {
    if (in.available() == 0) {
      return AS_DELIVERED;
    }
    int count = in.readInt();
    if (count < 0 || count > Protocol.MAX_FRAME) {
      throw new ProtocolException(count + " forms of classes");
    }
    Map<String, ContentHash> forms = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      forms.put(Protocol.readText(in), ContentHash.read(in));
    }
    return new RunningForms(forms);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(forms.size());
    for (Map.Entry<String, ContentHash> each : forms.entrySet()) {
      Protocol.writeText(out, each.getKey());
      each.getValue().write(out);
    }
  }

  public boolean contains(String className) {
    return forms.containsKey(className);
  }

  public boolean isEmpty() {
    return forms.isEmpty();
  }

  /** About how many bytes it takes in a frame. */
  public int size() {
    return forms.keySet().stream().mapToInt(each -> each.length() + ContentHash.BYTES).sum();
  }
}
