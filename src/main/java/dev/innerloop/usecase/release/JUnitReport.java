package dev.innerloop.usecase.release;

import dev.innerloop.usecase.release.RolloutReport.Failure;
import dev.innerloop.usecase.release.RolloutReport.Resource;
import dev.innerloop.usecase.release.RolloutReport.Result;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report as test results: one for each resource and one for the rollout, in the subset of
 * JUnit's XML that Jenkins, GitLab and GitHub Actions support.
 */
final class JUnitReport {

  /** Characters that XML does not allow, such as the escape sequences of colored logs. */
  private static final Pattern NOT_XML =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private final RolloutReport report;
  private final XMLStreamWriter xml;

  private JUnitReport(RolloutReport report, XMLStreamWriter xml) {
    this.report = report;
    this.xml = xml;
  }

  static String of(RolloutReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new JUnitReport(report, xml).write();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e); // writing to memory
    }
    return text.toString();
  }

  private void write() throws XMLStreamException {
    boolean failed = report.failure().isPresent();
    boolean waited = report.rollout().result() != Result.SKIPPED;
    boolean failedBefore = failed && !waited;
    int tests = report.resources().size() + (failedBefore ? 2 : 1);
    xml.writeStartDocument("UTF-8", "1.0");
    line("");
    xml.writeStartElement("testsuite");
    attribute("name", "dev:apply " + report.app());
    attribute("tests", Integer.toString(tests));
    attribute("failures", failed ? "1" : "0");
    attribute("errors", "0");
    attribute("skipped", waited ? "0" : "1");
    attribute("time", seconds(report.took()));
    attribute("timestamp", report.started().toString());
    line("");
    for (Resource resource : report.resources()) {
      begin(resource.kind() + " " + resource.name(), resource.took());
      xml.writeStartElement("system-out");
      xml.writeCharacters(resource.change());
      xml.writeEndElement();
      end();
    }
    if (failedBefore) {
      begin("apply", Duration.ZERO);
      failure(report.failure());
      end();
    }
    begin("rollout", report.rollout().took());
    if (waited) {
      failure(report.failure());
    } else {
      xml.writeEmptyElement("skipped");
    }
    end();
    xml.writeEndElement();
    line("");
    xml.writeEndDocument();
  }

  private void begin(String name, Duration took) throws XMLStreamException {
    xml.writeCharacters("  ");
    xml.writeStartElement("testcase");
    attribute("classname", "dev.apply." + report.app());
    attribute("name", name);
    attribute("time", seconds(took));
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
    line("");
  }

  private void failure(Optional<Failure> failed) throws XMLStreamException {
    if (failed.isPresent()) {
      Failure failure = failed.get();
      xml.writeStartElement("failure");
      attribute("type", "rollout");
      attribute("message", failure.what().lines().findFirst().orElse(""));
      StringBuilder text = new StringBuilder(failure.what());
      append(text, "\n", failure.why());
      append(text, "\nfrom ", failure.where());
      failure.log().forEach(line -> text.append("\n  | ").append(line));
      append(text, "\n\n", failure.remedy());
      xml.writeCharacters(clean(text.toString()));
      xml.writeEndElement();
    }
  }

  private static void append(StringBuilder text, String before, String more) {
    if (!more.isEmpty()) {
      text.append(before).append(more);
    }
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, clean(value));
  }

  private void line(String text) throws XMLStreamException {
    xml.writeCharacters(text + "\n");
  }

  private static String clean(String text) {
    return NOT_XML.matcher(text).replaceAll("");
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }
}
