package dev.innerloop.service;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The known types of services, recognized by client libraries and images. */
public enum ServiceType {
  POSTGRESQL(
      "PostgreSQL",
      List.of("postgres", "postgresql", "postgis", "pgvector", "timescaledb"),
      List.of(
          "org.postgresql:postgresql",
          "org.postgresql:r2dbc-postgresql",
          "io.quarkus:quarkus-reactive-pg-client",
          "io.vertx:vertx-pg-client")),
  MYSQL(
      "MySQL",
      List.of("mysql", "percona"),
      List.of(
          "com.mysql:mysql-connector-j",
          "mysql:mysql-connector-java",
          "io.asyncer:r2dbc-mysql",
          "io.vertx:vertx-mysql-client")),
  MARIADB(
      "MariaDB",
      List.of("mariadb"),
      List.of("org.mariadb.jdbc:mariadb-java-client", "org.mariadb:r2dbc-mariadb")),
  MONGODB(
      "MongoDB",
      List.of("mongo", "mongodb", "mongodb-community-server"),
      List.of("org.mongodb:mongodb-driver-sync", "org.mongodb:mongodb-driver-reactivestreams")),
  REDIS(
      "Redis",
      List.of("redis", "valkey"),
      List.of("io.lettuce:lettuce-core", "redis.clients:jedis", "io.vertx:vertx-redis-client")),
  KAFKA("Kafka", List.of("kafka", "kafka-native"), List.of("org.apache.kafka:kafka-clients")),
  RABBITMQ(
      "RabbitMQ",
      List.of("rabbitmq"),
      List.of("com.rabbitmq:amqp-client", "io.vertx:vertx-rabbitmq-client")),
  ARTEMIS(
      "Artemis",
      List.of("activemq-artemis", "artemis"),
      List.of(
          "org.apache.activemq:artemis-jakarta-client",
          "org.apache.activemq:artemis-jms-client",
          "org.apache.artemis:artemis-jakarta-client")),
  ELASTICSEARCH(
      "Elasticsearch",
      List.of("elasticsearch"),
      List.of(
          "co.elastic.clients:elasticsearch-java",
          "org.elasticsearch.client:elasticsearch-rest-client")),
  KEYCLOAK(
      "Keycloak",
      List.of("keycloak"),
      List.of(
          "io.quarkus:quarkus-oidc",
          "org.keycloak:keycloak-admin-client",
          "org.keycloak:keycloak-authz-client"));

  private final String title;
  private final List<String> images;
  private final List<String> libraries;

  ServiceType(String title, List<String> images, List<String> libraries) {
    this.title = title;
    this.images = images;
    this.libraries = libraries;
  }

  /** Display name. */
  public String title() {
    return title;
  }

  /** Value in {@code dev.services}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its client libraries: {@code groupId:artifactId}. */
  List<String> libraries() {
    return libraries;
  }

  public boolean isRelational() {
    return this == POSTGRESQL || this == MYSQL || this == MARIADB;
  }

  /** Finds a type by its value, or by another name of its images. */
  public static Optional<ServiceType> of(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(type -> type.word().equals(lower) || type.images.contains(lower))
        .findFirst();
  }

  /** Finds a type by the last part of an image's repository. */
  public static Optional<ServiceType> ofImage(String reference) {
    String untagged = reference.replaceFirst("@.*$", "").replaceFirst(":[^/:]*$", "");
    return of(untagged.substring(untagged.lastIndexOf('/') + 1));
  }
}
