package org.acme.libraries;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;

@Plugin(name = "MinePatternConverter", category = "Converter")
@ConverterKeys("mine")
public class MinePatternConverter extends LogEventPatternConverter {

  private MinePatternConverter() {
    super("mine", "mine");
  }

  public static MinePatternConverter newInstance(String[] options) {
    return new MinePatternConverter();
  }

  @Override
  public void format(LogEvent event, StringBuilder to) {
    to.append(Text.value());
  }
}
