package dev.innerloop.service;

import java.util.List;

/** The types of services that the plugin knows. */
public final class KnownTypes {

  private static final ServiceCatalog CATALOG = new ServiceCatalog();

  public static final ServiceType POSTGRESQL = of("postgresql");
  public static final ServiceType MYSQL = of("mysql");
  public static final ServiceType MARIADB = of("mariadb");
  public static final ServiceType REDIS = of("redis");
  public static final ServiceType KAFKA = of("kafka");
  public static final ServiceType RABBITMQ = of("rabbitmq");

  private KnownTypes() {}

  public static List<ServiceType> all() {
    return CATALOG.all();
  }

  public static ServiceType of(String name) {
    return CATALOG.type(name).orElseThrow();
  }
}
