package dev.innerloop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.innerloop", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.innerloop.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyGoalsAndTheirAdaptersKnowMaven =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.innerloop.mojo..", "dev.innerloop.help..", "dev.innerloop.project.maven..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..", "javax.inject..");

  @ArchTest
  static final ArchRule onlyManifestAndClusterKnowFabric8 =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.innerloop.manifest..", "dev.innerloop.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8..");

  @ArchTest
  static final ArchRule onlyImageKnowsJib =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.innerloop.image..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.cloud.tools..");

  @ArchTest
  static final ArchRule whatRunsInAReplicaStandsAlone =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.innerloop.wire..",
              "dev.innerloop.supervisor..",
              "dev.innerloop.agent..",
              "dev.innerloop.launcher..",
              "dev.innerloop.boot..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..",
              "javax.management..",
              "dev.innerloop.wire..",
              "dev.innerloop.supervisor..",
              "dev.innerloop.agent..",
              "dev.innerloop.launcher..");
}
