package dev.innerloop.manifest;

import dev.innerloop.wire.JvmVariables;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Variables from which each JVM takes options. In dev mode, the supervisor's JVM gets them empty,
 * and under another name the value that it passes on to the app: a debug agent would bind its port
 * twice, and a collector would contradict the supervisor's.
 */
final class JvmOptionsOfApp {

  private JvmOptionsOfApp() {}

  /**
   * The environment of a container, with those that it has, or that its sources may have.
   *
   * @param ofImage the names of those that the image has
   */
  static List<EnvVar> passedOn(Container container, Set<String> ofImage, LiveVariables variables) {
    List<EnvVar> passed = new ArrayList<>(container.getEnv());
    List<EnvVar> empty = new ArrayList<>();
    for (String name : JvmVariables.NAMES) {
      boolean isSet = passed.stream().anyMatch(it -> it.getName().equals(name));
      if (isSet) {
        passed.replaceAll(it -> renamed(it, name));
      } else if (variables.mayHave(Set.of(name))) {
        // From a ConfigMap or Secret as a whole: Kubernetes replaces the reference by its value.
        passed.add(variable(JvmVariables.passed(name), reference(name)));
      } else {
        continue;
      }
      // Under its own name it is gone, unless there is another one behind it. Each JVM logs it
      // then.
      if (ofImage.contains(name) || !container.getEnvFrom().isEmpty()) {
        empty.add(variable(name, ""));
      }
    }
    passed.addAll(empty);
    return passed;
  }

  private static EnvVar renamed(EnvVar variable, String name) {
    if (variable.getName().equals(name)) {
      return new EnvVarBuilder(variable).withName(JvmVariables.passed(name)).build();
    }
    String value = variable.getValue();
    return value == null || !value.contains(reference(name))
        ? variable
        : new EnvVarBuilder(variable)
            .withValue(value.replace(reference(name), reference(JvmVariables.passed(name))))
            .build();
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static String reference(String name) {
    return "$(" + name + ")";
  }
}
