package dev.innerloop.service;

import dev.innerloop.service.Container.Readiness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The definitions of the known services: official images, one small non-root replica, with their
 * data in a directory of a volume.
 */
final class Catalogue {

  static final int KAFKA_FOR_THIS_MACHINE = 19_092;

  private static final String SMALL = "256Mi";
  private static final String MIDDLE = "768Mi";
  private static final String LARGE = "1536Mi";

  /** First ID of system users in Debian packages and images based on them. */
  private static final long FIRST_SYSTEM_USER = 999;

  private Catalogue() {}

  static Definition of(ServiceType type) {
    return switch (type) {
      case POSTGRESQL -> postgresql();
      case MYSQL -> mysql("mysql:8.4", "MYSQL", "mysql", MIDDLE);
      case MARIADB -> mysql("mariadb:11.4", "MARIADB", "mariadb", SMALL);
      case MONGODB -> mongodb();
      case REDIS -> redis();
      case KAFKA -> kafka();
      case RABBITMQ -> rabbitmq();
      case ARTEMIS -> artemis();
      case ELASTICSEARCH -> elasticsearch();
      case KEYCLOAK -> keycloak();
    };
  }

  private static Definition postgresql() {
    return new Definition(
        container(
            "postgres:17",
            Map.of(
                "POSTGRES_USER", "${username}",
                "POSTGRES_PASSWORD", "${password}",
                "POSTGRES_DB", "${database}",
                "PGDATA", "/var/lib/postgresql/data/pgdata"),
            5432,
            "/var/lib/postgresql/data",
            // Unlike an open port, this also waits for recovery after a crash.
            new Readiness.Runs(List.of("pg_isready", "--host=127.0.0.1", "--timeout=2")),
            FIRST_SYSTEM_USER,
            SMALL),
        Optional.empty(),
        true,
        Map.of(
            "jdbc-url", "jdbc:postgresql://${host}:${port}/${database}",
            "r2dbc-url", "r2dbc:postgresql://${host}:${port}/${database}",
            "reactive-url", "postgresql://${host}:${port}/${database}",
            "uri", "postgresql://${username}:${password}@${host}:${port}/${database}"));
  }

  private static Definition mysql(String image, String prefix, String scheme, String memory) {
    return new Definition(
        container(
            image,
            Map.of(
                prefix + "_USER", "${username}",
                prefix + "_PASSWORD", "${password}",
                prefix + "_DATABASE", "${database}",
                prefix + "_ROOT_PASSWORD", "${password}"),
            3306,
            "/var/lib/mysql",
            new Readiness.Connects(),
            FIRST_SYSTEM_USER,
            memory),
        Optional.empty(),
        true,
        Map.of(
            "jdbc-url", "jdbc:" + scheme + "://${host}:${port}/${database}",
            "r2dbc-url", "r2dbc:" + scheme + "://${host}:${port}/${database}",
            "reactive-url", "mysql://${host}:${port}/${database}",
            "uri", scheme + "://${username}:${password}@${host}:${port}/${database}"));
  }

  private static Definition mongodb() {
    return new Definition(
        container(
            "mongo:7.0",
            Map.of(
                "MONGO_INITDB_ROOT_USERNAME", "${username}",
                "MONGO_INITDB_ROOT_PASSWORD", "${password}"),
            27017,
            "/data/db",
            new Readiness.Connects(),
            FIRST_SYSTEM_USER,
            MIDDLE),
        Optional.empty(),
        true,
        Map.of(
            "uri",
            "mongodb://${username}:${password}@${host}:${port}/${database}?authSource=admin"));
  }

  private static Definition redis() {
    Container plain =
        container(
            "redis:7.4",
            Map.of(),
            6379,
            "/data",
            new Readiness.Connects(),
            FIRST_SYSTEM_USER,
            SMALL);
    return new Definition(
        new Container(
            plain.image(),
            List.of(),
            // Redis does not read a password from its environment, and command-line arguments are
            // visible.
            List.of("redis-server", "/etc/dev/redis.conf"),
            plain.environment(),
            Map.of("/etc/dev/redis.conf", "dir /data\nappendonly yes\nrequirepass ${password}\n"),
            plain.ports(),
            plain.volumes(),
            plain.readiness(),
            plain.user(),
            plain.memory()),
        Optional.of("default"),
        true,
        Map.of("uri", "redis://:${password}@${host}:${port}"));
  }

  private static Definition kafka() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("KAFKA_NODE_ID", "1");
    environment.put("KAFKA_PROCESS_ROLES", "broker,controller");
    String near = "LOCAL://localhost:" + KAFKA_FOR_THIS_MACHINE;
    environment.put(
        "KAFKA_LISTENERS",
        "PLAINTEXT://:9092,LOCAL://:" + KAFKA_FOR_THIS_MACHINE + ",CONTROLLER://:9093");
    environment.put("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://${host}:9092," + near);
    // For transactions, Kafka connects to itself by loopback, which needs neither the Service nor
    // readiness.
    environment.put("KAFKA_INTER_BROKER_LISTENER_NAME", "LOCAL");
    environment.put("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
    environment.put(
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
        "CONTROLLER:PLAINTEXT,LOCAL:PLAINTEXT,PLAINTEXT:PLAINTEXT");
    environment.put("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093");
    environment.put("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1");
    environment.put("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1");
    environment.put("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
    environment.put("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    environment.put("KAFKA_LOG_DIRS", "/var/lib/kafka/data/logs");
    environment.put("KAFKA_HEAP_OPTS", "-Xms256m -Xmx512m");
    Container plain =
        container(
            "apache/kafka:3.9.1",
            environment,
            9092,
            "/var/lib/kafka/data",
            new Readiness.Connects(),
            1000,
            MIDDLE);
    return new Definition(
        new Container(
            plain.image(),
            List.of(),
            List.of(),
            plain.environment(),
            Map.of(),
            List.of(9092, KAFKA_FOR_THIS_MACHINE),
            plain.volumes(),
            plain.readiness(),
            plain.user(),
            plain.memory()),
        Optional.empty(),
        false,
        Map.of("bootstrap-servers", "${host}:${port}"));
  }

  private static Definition rabbitmq() {
    return new Definition(
        container(
            "rabbitmq:4.0",
            Map.of(
                "RABBITMQ_DEFAULT_USER", "${username}",
                "RABBITMQ_DEFAULT_PASS", "${password}"),
            5672,
            "/var/lib/rabbitmq",
            new Readiness.Connects(),
            FIRST_SYSTEM_USER,
            MIDDLE),
        Optional.empty(),
        true,
        Map.of("uri", "amqp://${username}:${password}@${host}:${port}"));
  }

  private static Definition artemis() {
    return new Definition(
        container(
            "apache/activemq-artemis:2.40.0",
            Map.of("ARTEMIS_USER", "${username}", "ARTEMIS_PASSWORD", "${password}"),
            61616,
            "/var/lib/artemis-instance",
            new Readiness.Connects(),
            1001,
            MIDDLE),
        Optional.empty(),
        true,
        Map.of("uri", "tcp://${host}:${port}"));
  }

  private static Definition elasticsearch() {
    return new Definition(
        container(
            "docker.elastic.co/elasticsearch/elasticsearch:8.17.4",
            Map.of(
                "ELASTIC_PASSWORD", "${password}",
                "discovery.type", "single-node",
                "xpack.security.http.ssl.enabled", "false",
                "ES_JAVA_OPTS", "-Xms512m -Xmx512m"),
            9200,
            "/usr/share/elasticsearch/data",
            new Readiness.Connects(),
            1000,
            LARGE),
        Optional.of("elastic"),
        true,
        Map.of("uri", "http://${host}:${port}", "hosts", "${host}:${port}"));
  }

  private static Definition keycloak() {
    Container plain =
        container(
            "quay.io/keycloak/keycloak:26.1",
            Map.of(
                "KC_BOOTSTRAP_ADMIN_USERNAME", "${username}",
                "KC_BOOTSTRAP_ADMIN_PASSWORD", "${password}",
                "KC_HEALTH_ENABLED", "true"),
            8080,
            "/opt/keycloak/data",
            new Readiness.Answers(9000, "/health/ready"),
            1000,
            LARGE);
    return new Definition(
        new Container(
            plain.image(),
            List.of(),
            List.of("start-dev"),
            plain.environment(),
            Map.of(),
            List.of(8080, 9000),
            plain.volumes(),
            plain.readiness(),
            plain.user(),
            plain.memory()),
        Optional.of("admin"),
        true,
        Map.of(
            "uri", "http://${host}:${port}",
            "issuer-uri", "http://${host}:${port}/realms/${database}"));
  }

  private static Container container(
      String image,
      Map<String, String> environment,
      int port,
      String folder,
      Readiness readiness,
      long user,
      String memory) {
    return new Container(
        image,
        List.of(),
        List.of(),
        new TreeMap<>(environment),
        Map.of(),
        List.of(port),
        List.of(folder),
        readiness,
        OptionalLong.of(user),
        memory);
  }
}
