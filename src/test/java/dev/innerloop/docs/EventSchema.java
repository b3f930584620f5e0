package dev.innerloop.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that documents events: a section for each, with an example line. */
record EventSchema(Map<String, Section> sections) {

  private static final Pattern SECTION = Pattern.compile("(?ms)^## `([a-z-]+)`\n(.*?)(?=^## |\\z)");
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^```json\n(\\{.*})\n```$");

  /**
   * @param example the first line of JSON in it; empty if there is none
   */
  record Section(String text, String example) {}

  static EventSchema at(Path page) throws IOException {
    Map<String, Section> sections = new LinkedHashMap<>();
    Matcher section = SECTION.matcher(Files.readString(page));
    while (section.find()) {
      Matcher example = EXAMPLE.matcher(section.group(2));
      sections.put(
          section.group(1), new Section(section.group(2), example.find() ? example.group(1) : ""));
    }
    return new EventSchema(sections);
  }
}
