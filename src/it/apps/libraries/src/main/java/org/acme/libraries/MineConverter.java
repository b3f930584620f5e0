package org.acme.libraries;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

public class MineConverter extends ClassicConverter {

  @Override
  public String convert(ILoggingEvent event) {
    return event.getMessage() + " " + Text.value();
  }
}
