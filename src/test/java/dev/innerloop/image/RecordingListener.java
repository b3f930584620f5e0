package dev.innerloop.image;

import dev.innerloop.image.content.ImageListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told, in words. */
final class RecordingListener implements ImageListener {

  final List<String> told = new CopyOnWriteArrayList<>();

  @Override
  public void readingImage(String reference) {
    told.add("reading " + reference);
  }

  @Override
  public void pullingBase(String base, long bytes) {
    told.add("pulling base");
  }

  @Override
  public void buildingLayer(String layer, int files) {
    told.add("building " + layer + " of " + files);
  }

  @Override
  public void pushingLayer(String layer, long sent, long bytes) {
    if (sent == bytes) {
      told.add("sent " + layer);
    }
  }

  @Override
  public void upToDate(String reference) {
    told.add("unchanged " + reference);
  }

  @Override
  public void pushed(String reference, String digest) {
    told.add("pushed " + reference);
  }

  @Override
  public void attached(String file, String image, boolean listed) {
    told.add("attached " + file + " to " + image + (listed ? ", listed" : ", not listed"));
  }
}
