package dev.innerloop.docs;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Event;
import dev.innerloop.ui.JsonLines;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Programs are written against the page, so the page is held against the program. */
class EventSchemaTest {

  private final JsonMapper json =
      JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();
  private final EventSchema schema;

  @TempDir private Path folder;

  EventSchemaTest() throws IOException {
    schema = EventSchema.at(Path.of("src/site/markdown/events.md"));
  }

  static Stream<Class<?>> events() {
    return Arrays.stream(Event.class.getPermittedSubclasses());
  }

  @Test
  void documentsTheEventsThatThereAre() {
    assertThat(schema.sections().keySet())
        .containsExactlyInAnyOrderElementsOf(events().map(EventSchemaTest::nameOf).toList());
  }

  @ParameterizedTest
  @MethodSource("events")
  void namesEveryField(Class<?> event) {
    assertThat(fields(event))
        .allSatisfy(
            field ->
                assertThat(schema.sections().get(nameOf(event)).text())
                    .contains("| `" + field + "` |"));
  }

  /** Reads the example as the event that it shows, has that written, and finds the same line. */
  @ParameterizedTest
  @MethodSource("events")
  void showsALineAsItIsWritten(Class<? extends Event> event) throws IOException {
    String example = schema.sections().get(nameOf(event)).example();
    assertThat(example).as("an example of %s", nameOf(event)).isNotEmpty();
    ObjectNode fields = (ObjectNode) json.readTree(example);
    Instant time = Instant.parse(fields.remove("time").asString());
    fields.remove(List.of("schema", "event"));
    assertThat(written(json.treeToValue(fields, event), time)).isEqualTo(example + "\n");
  }

  private String written(Event event, Instant time) throws IOException {
    Path file = folder.resolve("events.jsonl");
    try (JsonLines lines = JsonLines.to(file, Clock.fixed(time, UTC))) {
      lines.accept(event);
    }
    return Files.readString(file);
  }

  private static String nameOf(Class<?> event) {
    StringBuilder name = new StringBuilder();
    for (char c : event.getSimpleName().toCharArray()) {
      if (Character.isUpperCase(c) && !name.isEmpty()) {
        name.append('-');
      }
      name.append(Character.toLowerCase(c));
    }
    return name.toString();
  }

  /** As the page names them: {@code replicas}, {@code replicas[].strategy}. */
  private static List<String> fields(Class<?> type) {
    List<String> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      fields.add(component.getName());
      Type generic = component.getGenericType();
      boolean many = List.class.isAssignableFrom(component.getType());
      Class<?> nested =
          generic instanceof ParameterizedType parameters
                  && parameters.getActualTypeArguments()[0] instanceof Class<?> argument
              ? argument
              : component.getType();
      if (nested.isRecord()) {
        fields(nested)
            .forEach(field -> fields.add(component.getName() + (many ? "[]." : ".") + field));
      }
    }
    return fields;
  }
}
