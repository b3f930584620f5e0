package dev.innerloop.manifest.fragment;

import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.ResourceFormat;
import dev.innerloop.problem.Problem;
import java.util.regex.Pattern;

/**
 * What a resource is called decides which path of the API and which file it gets. Names that lead
 * to another one are refused, also where nothing else is checked.
 */
final class ApiPath {

  private static final Pattern SEGMENT = Pattern.compile("(?!\\.{1,2}$)[^/\\\\%\\p{Cntrl}]+");
  private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
  private static final Pattern VERSION =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]*/)?[A-Za-z0-9]+");

  private ApiPath() {}

  /**
   * @throws Problem if the resource would lead to another path
   */
  static void require(Mapping resource) {
    require(resource, SEGMENT, "metadata", "name");
    require(resource, SEGMENT, "metadata", "namespace");
    require(resource, KIND, "kind");
    require(resource, VERSION, "apiVersion");
  }

  private static void require(Mapping resource, Pattern allowed, String... field) {
    String value = resource.text(field).orElse("");
    if (!value.isEmpty() && !allowed.matcher(value).matches()) {
      throw new Problem(
          resource.at(field)
              + ": "
              + ResourceFormat.title(resource)
              + " has the "
              + String.join(".", field)
              + " '"
              + value
              + "', which would lead to another path.",
          "Use a name without '/', '\\' and '%'. -Ddev.validate=false does not change this.");
    }
  }
}
