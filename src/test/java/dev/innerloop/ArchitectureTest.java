package dev.innerloop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.innerloop", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {

  /** Wherever the classes of the tests are compiled to. */
  static final class WithoutTests implements ImportOption {

    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

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
              "dev.innerloop.launcher..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..",
              "javax.management..",
              // Read by the compiler, and not there at run time.
              "com.google.errorprone.annotations..",
              "dev.innerloop.wire..",
              "dev.innerloop.supervisor..",
              "dev.innerloop.agent..",
              "dev.innerloop.launcher..");

  /** It runs before the others are unpacked. */
  @ArchTest
  static final ArchRule whatUnpacksTheSupervisorStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.innerloop.boot..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("java..", "dev.innerloop.boot..");

  /** Java 8, without NullAway and without records. */
  private static final String[] IN_A_REPLICA = {
    "dev.innerloop.wire..",
    "dev.innerloop.supervisor..",
    "dev.innerloop.agent..",
    "dev.innerloop.launcher..",
    "dev.innerloop.boot.."
  };

  /** NullAway looks at marked packages only. */
  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .that()
          .resideOutsideOfPackages(IN_A_REPLICA)
          .and()
          .resideOutsideOfPackage("dev.innerloop.help..")
          .should(
              new ArchCondition<>("reside in a package whose package-info.java has @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                  events.add(new SimpleConditionEvent(type, marked, type.getName()));
                }
              });

  /** Error Prone holds each access against the annotation, but does not ask for one. */
  @ArchTest
  static final ArchRule whatALockProtectsIsDeclared =
      classes()
          .that(
              DescribedPredicate.describe(
                  "lock",
                  type ->
                      type.getMethods().stream()
                              .anyMatch(
                                  method ->
                                      method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                          || type.getFields().stream()
                              .anyMatch(field -> field.getRawType().isAssignableTo(Lock.class))))
          .should(
              new ArchCondition<>("declare with @GuardedBy which fields the lock protects") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean declared =
                      type.getFields().stream()
                          .anyMatch(
                              field ->
                                  field.isAnnotatedWith(
                                      "com.google.errorprone.annotations.concurrent.GuardedBy"));
                  events.add(new SimpleConditionEvent(type, declared, type.getName()));
                }
              });

  /** A record is a value: nothing that others hold can change it. */
  @ArchTest
  static final ArchRule recordsCopyTheirCollectionsAndArrays =
      classes()
          .that()
          .resideOutsideOfPackages(IN_A_REPLICA)
          .and(DescribedPredicate.describe("are records", JavaClass::isRecord))
          .should(
              new ArchCondition<>("copy each component that is a collection, a map or an array") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  long mutable =
                      type.getFields().stream().filter(ArchitectureTest::isMutable).count();
                  long copied =
                      type.getConstructors().stream()
                          .mapToLong(
                              constructor ->
                                  constructor.getMethodCallsFromSelf().stream()
                                      .filter(call -> copies(call.getName()))
                                      .count())
                          .max()
                          .orElse(0);
                  events.add(
                      new SimpleConditionEvent(
                          type,
                          copied >= mutable,
                          type.getName() + " copies " + copied + " of " + mutable));
                }
              });

  private static boolean isMutable(JavaField field) {
    JavaClass type = field.getRawType();
    return !field.getModifiers().contains(JavaModifier.STATIC)
        && (type.isArray()
            || type.isAssignableTo(Collection.class)
            || type.isAssignableTo(Map.class));
  }

  private static boolean copies(String method) {
    return method.equals("copyOf")
        || method.equals("copyOfSorted")
        || method.equals("clone")
        || method.equals("toList")
        || method.startsWith("unmodifiable");
  }
}
