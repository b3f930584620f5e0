package dev.innerloop.docs;

import dev.innerloop.docs.PluginDescriptor.Goal;
import dev.innerloop.docs.PluginDescriptor.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The reference page: goals first, then parameters by topic, then the parts of some of them. */
record GoalReference(PluginDescriptor plugin, List<ParameterParts> parts, ParameterTypes types) {

  String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# Goals and parameters\n\n")
        .append(
            "<!-- Generated from the plugin descriptor: edit the Javadoc of the goals, then run\n")
        .append("     ./mvnw test -Dtest=GoalReferenceTest -Ddev.docs.update -->\n\n")
        .append("A property is set on the command line: `-Ddev.port=9090`. In the POM it is the")
        .append(" parameter of the same name without `dev.`: `<port>9090</port>`. A parameter that")
        .append(" is written like `<resources>` can be set in the POM only.\n\n")
        .append("A duration is a number of seconds, or a number with a unit: `90s`, `5m`, `8h`,")
        .append(" `7d`. A list is separated by commas. A quantity is written as in Kubernetes:")
        .append(" `500m`, `512Mi`.\n\n")
        .append(anchor("goals"))
        .append("## Goals\n\n| goal | description |\n|---|---|\n");
    for (Goal goal : plugin.goals()) {
      page.append("| `dev:%s` | %s |\n".formatted(goal.name(), cell(goal.description())));
    }
    for (ParameterTopic topic : ParameterTopic.values()) {
      section(page, topic);
    }
    parts.forEach(each -> section(page, each));
    return page.toString();
  }

  private void section(StringBuilder page, ParameterTopic topic) {
    page.append("\n")
        .append(anchor(topic.name().toLowerCase(Locale.ROOT)))
        .append("## %s\n\n".formatted(topic.title()))
        .append("| parameter | type | default | description | goals |\n|---|---|---|---|---|\n");
    Map<String, Parameter> known = parameters();
    for (String name : topic.parameters()) {
      Parameter parameter = known.get(name);
      if (parameter == null) {
        throw new IllegalStateException("No goal has the parameter " + name + " of " + topic);
      }
      page.append(
          "| %s | %s | %s | %s | %s |\n"
              .formatted(
                  reference(parameter),
                  types.of(name, parameter.type()),
                  parameter.byDefault().isEmpty() ? "" : "`" + parameter.byDefault() + "`",
                  cell(parameter.description()),
                  goalsWith(name)));
    }
  }

  /** Elements that can be set in the POM only link to their parts. */
  private String reference(Parameter parameter) {
    if (!parameter.property().isEmpty()) {
      return "`" + parameter.property() + "`";
    }
    String element = "`<" + parameter.name() + ">`";
    return parts.stream().anyMatch(each -> each.parameter().equals(parameter.name()))
        ? "[" + element + "](#" + partsAnchor(parameter.name()) + ")"
        : element;
  }

  private void section(StringBuilder page, ParameterParts parameter) {
    page.append("\n")
        .append(anchor(partsAnchor(parameter.parameter())))
        .append("## `<%s>`\n\n".formatted(parameter.parameter()));
    if (parameter.many()) {
      page.append("Any number of `<%s>`, each with:\n\n".formatted(parameter.element()));
    }
    page.append("| element | type | description |\n|---|---|---|\n");
    for (ParameterParts.Part part : parameter.parts()) {
      page.append(
          "| `<%s>` | %s | %s |\n"
              .formatted(
                  part.name(),
                  types.of(parameter.parameter() + "." + part.name(), part.type()),
                  cell(part.description())));
    }
  }

  /** Every parameter once: goals that have it share its declaration. */
  Map<String, Parameter> parameters() {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (Goal goal : plugin.goals()) {
      goal.parameters().forEach(it -> parameters.putIfAbsent(it.name(), it));
    }
    return parameters;
  }

  /** Those that have it, or, if these are fewer, those that have it not. */
  private String goalsWith(String parameter) {
    List<Goal> ours = plugin.goals().stream().filter(goal -> !goal.name().equals("help")).toList();
    Map<Boolean, List<String>> has =
        (ParameterTopic.HELP.parameters().contains(parameter) ? plugin.goals() : ours)
            .stream()
                .collect(
                    Collectors.partitioningBy(
                        goal ->
                            goal.parameters().stream().anyMatch(it -> it.name().equals(parameter)),
                        Collectors.mapping(goal -> "`" + goal.name() + "`", Collectors.toList())));
    if (has.get(false).isEmpty()) {
      return "all";
    }
    return has.get(false).size() < has.get(true).size()
        ? "all except " + String.join(", ", has.get(false))
        : String.join(", ", has.get(true));
  }

  static List<String> topicsOf(String parameter) {
    return Arrays.stream(ParameterTopic.values())
        .filter(topic -> topic.parameters().contains(parameter))
        .map(ParameterTopic::title)
        .toList();
  }

  private static String partsAnchor(String parameter) {
    return "parts-" + parameter.toLowerCase(Locale.ROOT);
  }

  /** Of our own: the site and code hosts derive different ones from the same heading. */
  private static String anchor(String id) {
    return "<a id=\"" + id + "\"></a>\n\n";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;");
  }
}
