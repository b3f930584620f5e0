package dev.innerloop.project;

/** The framework of an app, as far as it affects deployment and updates. */
public enum Framework {
  SPRING_BOOT,
  QUARKUS,
  MICRONAUT,
  HELIDON,
  JOOBY,
  KTOR,
  NONE
}
