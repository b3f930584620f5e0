package dev.innerloop.docs;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What Maven knows of the plugin: its goals, and what users may set. */
record PluginDescriptor(List<Goal> goals) {

  /** A goal with the parameters that users may set. */
  record Goal(String name, String description, List<Parameter> parameters) {}

  /**
   * @param property what to set on the command line; empty if it is settable in POMs only
   * @param byDefault empty if there is none
   */
  record Parameter(
      String name, String property, String type, String byDefault, String description) {}

  /** As the build has just made it. */
  static PluginDescriptor ofThisBuild() {
    try (InputStream in =
        PluginDescriptor.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
      Element plugin =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
      return new PluginDescriptor(
          children(child(plugin, "mojos")).stream().map(PluginDescriptor::goal).toList());
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Goal goal(Element mojo) {
    Element configuration = child(mojo, "configuration");
    List<Parameter> parameters =
        children(child(mojo, "parameters")).stream()
            .filter(parameter -> text(parameter, "editable").equals("true"))
            .map(parameter -> parameter(parameter, configuration))
            .toList();
    return new Goal(text(mojo, "goal"), text(mojo, "description"), parameters);
  }

  private static Parameter parameter(Element parameter, Element configuration) {
    String name = text(parameter, "name");
    String type = text(parameter, "type");
    Element value = child(configuration, name);
    return new Parameter(
        name,
        value.getTextContent().replaceFirst("^\\$\\{(.*)}$", "$1"),
        type.substring(type.lastIndexOf('.') + 1),
        value.getAttribute("default-value"),
        text(parameter, "description"));
  }

  private static String text(Element parent, String name) {
    return child(parent, name).getTextContent().strip().replaceAll("\\s+", " ");
  }

  private static Element child(Element parent, String name) {
    return children(parent).stream()
        .filter(element -> element.getTagName().equals(name))
        .findFirst()
        .orElseGet(() -> parent.getOwnerDocument().createElement(name));
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }
}
