package dev.innerloop.acceptance;

/**
 * MySQL's driver on the class path of a Spring Boot project that does not use it, as petclinic has
 * it. Its cleanup thread lives as long as the JVM, from the moment that the driver is loaded.
 */
final class MySqlDriver {

  private static final String DEPENDENCY =
      """
        <dependency>
          <groupId>com.mysql</groupId>
          <artifactId>mysql-connector-j</artifactId>
          <scope>runtime</scope>
        </dependency>
      """;

  private MySqlDriver() {}

  static void addTo(ProjectCopy project) {
    if (!project.read("pom.xml").contains("mysql-connector-j")) {
      project.edit(
          "pom.xml",
          pom -> pom.replaceFirst(" *</dependencies>", DEPENDENCY + "  </dependencies>"));
    }
  }
}
