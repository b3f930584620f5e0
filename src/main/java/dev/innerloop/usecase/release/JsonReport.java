package dev.innerloop.usecase.release;

import dev.innerloop.usecase.release.RolloutReport.Failure;
import dev.innerloop.usecase.release.RolloutReport.Image;
import dev.innerloop.usecase.release.RolloutReport.Place;
import dev.innerloop.usecase.release.RolloutReport.Resource;
import dev.innerloop.usecase.release.RolloutReport.Result;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The report for programs. Its schema is documented in {@code pipelines.md}. */
final class JsonReport {

  /** Changes when the meaning of a field changes or a field is removed. */
  private static final int SCHEMA = 1;

  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonReport() {}

  static String of(RolloutReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("schema", SCHEMA);
    json.put("app", report.app());
    json.put("version", report.version());
    json.put("context", report.place().map(Place::context).orElse(null));
    json.put("namespace", report.place().map(Place::namespace).orElse(null));
    json.put("result", word(report.result()));
    json.put("started", report.started().toString());
    json.put("millis", report.took().toMillis());
    report.image().ifPresentOrElse(image -> image(json, image), () -> json.putNull("image"));
    ArrayNode resources = json.putArray("resources");
    report.resources().forEach(resource -> resource(resources.addObject(), resource));
    ObjectNode rollout = json.putObject("rollout");
    rollout.put("result", word(report.rollout().result()));
    rollout.put("millis", report.rollout().took().toMillis());
    rollout.put("ready", report.rollout().ready());
    rollout.put("wanted", report.rollout().wanted());
    report
        .failure()
        .ifPresentOrElse(failure -> failure(json, failure), () -> json.putNull("diagnosis"));
    return json.toPrettyString() + "\n";
  }

  private static void image(ObjectNode json, Image image) {
    ObjectNode node = json.putObject("image");
    node.put("reference", image.reference());
    node.put("digest", image.digest());
  }

  private static void resource(ObjectNode node, Resource resource) {
    node.put("kind", resource.kind());
    node.put("name", resource.name());
    node.put("change", resource.change());
  }

  private static void failure(ObjectNode json, Failure failure) {
    ObjectNode node = json.putObject("diagnosis");
    node.put("what", failure.what());
    node.put("why", failure.why());
    node.put("where", failure.where());
    node.put("remedy", failure.remedy());
    ArrayNode log = node.putArray("log");
    failure.log().forEach(log::add);
  }

  private static String word(Result result) {
    return result.name().toLowerCase(Locale.ROOT);
  }
}
