package org.acme.libraries;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;

public class CollectingAppender extends AppenderBase<ILoggingEvent> {

  public final StringBuilder text = new StringBuilder();
  private Layout<ILoggingEvent> layout;

  public void setLayout(Layout<ILoggingEvent> layout) {
    this.layout = layout;
  }

  @Override
  protected void append(ILoggingEvent event) {
    text.append(layout.doLayout(event));
  }
}
