package dev.innerloop.acceptance;

/** The POM of a sample app of one module. */
final class SamplePom {

  private SamplePom() {}

  /**
   * The text of the POM.
   *
   * @param properties besides those of compiler and encoding
   * @param build what is inside of the element {@code build}
   */
  static String of(String properties, String build) {
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>com.example</groupId>
      <artifactId>app</artifactId>
      <version>1.0-SNAPSHOT</version>
      <properties>
        <maven.compiler.source>17</maven.compiler.source>
        <maven.compiler.target>17</maven.compiler.target>
        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        %s
      </properties>
      <build>
        %s
      </build>
    </project>
    """
        .formatted(properties.strip(), build.strip());
  }
}
