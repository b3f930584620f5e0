package dev.innerloop.project;

/** What an app is built on, as far as it changes how we deploy or update it. */
public enum Framework {
  SPRING_BOOT,
  QUARKUS,
  MICRONAUT,
  HELIDON,
  NONE
}
