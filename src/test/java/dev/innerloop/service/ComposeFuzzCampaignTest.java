package dev.innerloop.service;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.Framework;
import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.Mutations;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Compose files with errors in them: services or a problem. */
class ComposeFuzzCampaignTest {

  private static final Mutations FILES =
      Mutations.ofText(
          List.of(
              """
              services:
                db:
                  image: postgres:${VERSION:-16}
                  environment:
                    POSTGRES_PASSWORD: secret
                    POSTGRES_DB: shop
                  ports: ["5432:5432"]
                  volumes:
                  - data:/var/lib/postgresql/data
                  - ./init.sql:/docker-entrypoint-initdb.d/init.sql:ro
                  healthcheck:
                    test: ["CMD-SHELL", "pg_isready -U $$POSTGRES_USER"]
                    interval: 5s
              volumes: {data: {}}
              """,
              """
              version: "3.8"
              x-common: &common
                restart: always
              services:
                cache:
                  <<: *common
                  image: redis:7
                  command: redis-server --appendonly yes
                  environment:
                  - A=b
                  - C
                queue:
                  image: "rabbitmq:3-management"
                  expose: [5672, "15672/tcp"]
                  depends_on: [cache]
              """),
          List.of(
              "services:\n",
              "image: ",
              "environment:\n",
              "ports: ",
              "volumes:\n",
              "command: ",
              "${",
              "}",
              "${A:?no}",
              "$$",
              "*common",
              "&common",
              "<<: ",
              ": ",
              "- ",
              "\n",
              "  ",
              "'",
              "\"",
              "[",
              "]",
              "{",
              "}",
              "null",
              "\t",
              "\u0000",
              "../../",
              "5432-5440:1-9",
              "99999",
              "build: .\n",
              "profiles: [a]\n",
              "extends: {service: db}\n"));

  @TempDir Path project;

  @RandomizedTest
  void endInServicesOrAProblem() throws Exception {
    ServiceSettings settings =
        new ServiceSettings(
            List.of("compose"), Map.of(), project, project, name -> Optional.empty());
    Campaign.of(getClass(), 300)
        .run(
            (random, number) -> {
              Files.write(project.resolve("compose.yaml"), FILES.next(random));
              try {
                ServiceSources.of(NeedyApps.app(Framework.SPRING_BOOT), settings);
                return "services";
              } catch (Problem problem) {
                return "problem";
              }
            });
  }
}
