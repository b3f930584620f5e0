package dev.innerloop.docs;

import dev.innerloop.docs.PluginDescriptor.Goal;
import dev.innerloop.docs.PluginDescriptor.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The reference page: goals first, then parameters, each once, by the goals that have it. */
record GoalReference(PluginDescriptor plugin, List<ParameterParts> parts) {

  String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# Goals and parameters\n\n")
        .append("<!-- Made from the plugin's descriptor: edit the Javadoc of the goals, then run\n")
        .append("     ./mvnw test -Dtest=GoalReferenceTest -Ddev.docs.update -->\n\n")
        .append("A property is set on the command line, `-Ddev.port=9090`; a parameter of the same")
        .append(
            " name without `dev.` in the POM, `<port>9090</port>`. What is written `<so>` is set")
        .append(" in the POM only; the parts of those that have some are at the end.\n\n")
        .append("| goal | does |\n|---|---|\n");
    for (Goal goal : plugin.goals()) {
      page.append("| `dev:%s` | %s |\n".formatted(goal.name(), cell(goal.description())));
    }
    goalsByParameters().forEach((goals, parameters) -> section(page, goals, parameters));
    parts.forEach(each -> section(page, each));
    return page.toString();
  }

  private static void section(StringBuilder page, ParameterParts parameter) {
    page.append("\n## `<").append(parameter.parameter()).append(">`\n\n");
    if (parameter.many()) {
      page.append("Any number of `<").append(parameter.element()).append(">`, each with:\n\n");
    }
    page.append("| element | type | |\n|---|---|---|\n");
    for (ParameterParts.Part part : parameter.parts()) {
      page.append(
          "| `<%s>` | %s | %s |\n"
              .formatted(part.name(), cell(part.type()), cell(part.description())));
    }
  }

  private void section(StringBuilder page, String goals, List<Parameter> parameters) {
    page.append("\n## ").append(goals).append("\n\n");
    page.append("| property | type | default | |\n|---|---|---|---|\n");
    for (Parameter parameter : parameters) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  parameter.property().isEmpty()
                      ? "<" + parameter.name() + ">"
                      : parameter.property(),
                  parameter.type().endsWith("Parameter") ? "elements" : parameter.type(),
                  parameter.byDefault().isEmpty() ? "" : "`" + parameter.byDefault() + "`",
                  cell(parameter.description())));
    }
  }

  /** The parameters that the same goals have, those of most goals first. */
  private Map<String, List<Parameter>> goalsByParameters() {
    Map<Parameter, List<String>> goals =
        new TreeMap<>(Comparator.comparing(Parameter::name).thenComparing(Parameter::toString));
    for (Goal goal : plugin.goals()) {
      for (Parameter parameter : goal.parameters()) {
        goals.computeIfAbsent(parameter, it -> new ArrayList<>()).add("dev:" + goal.name());
      }
    }
    Map<String, List<Parameter>> grouped =
        new TreeMap<>(
            Comparator.comparingInt((String heading) -> -heading.split(",").length)
                .thenComparing(Comparator.naturalOrder()));
    goals.forEach(
        (parameter, names) ->
            grouped
                .computeIfAbsent(
                    names.stream().collect(Collectors.joining(", ")), it -> new ArrayList<>())
                .add(parameter));
    return grouped;
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;");
  }
}
