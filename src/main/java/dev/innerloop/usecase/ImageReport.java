package dev.innerloop.usecase;

import dev.innerloop.event.Event;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.request.AppRequest;
import java.util.ArrayList;
import java.util.List;

/** Events about an image that was built or delivered. */
final class ImageReport {

  private ImageReport() {}

  static List<Event> of(AppRequest request, BuiltImage image) {
    String app = request.app().name();
    List<Event> events = new ArrayList<>();
    events.add(new Event.ImageReady(app, image.reference(), image.digest(), image.unchanged()));
    List<String> tags = image.tags();
    if (tags.size() > 1) {
      events.add(
          new Event.Notice(
              app + ": also tagged " + String.join(", ", tags.subList(1, tags.size()))));
    }
    return events;
  }
}
