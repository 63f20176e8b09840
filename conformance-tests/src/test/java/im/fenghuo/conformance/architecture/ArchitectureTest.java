package im.fenghuo.conformance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The boundaries between the parts. A part that is not written yet breaks none of them, hence
/// `allowEmptyShould`.
class ArchitectureTest {
  private static final String XEP = "im.fenghuo.xep..";
  private static final String API = "im.fenghuo.api..";

  /// What several extensions stand on, in their module.
  private static final List<String> ENGINES =
      List.of(
          "im.fenghuo.command..", "im.fenghuo.pubsub..", "im.fenghuo.mam..", "im.fenghuo.muc..");

  /// Where a Vert.x type or a future may be seen: the adapters for sockets, storage and cluster,
  /// the loops themselves, the program that starts them, and the clients that try it.
  private static final String[] ADAPTERS = {
    "im.fenghuo.stream..",
    "im.fenghuo.tls..",
    "im.fenghuo.http..",
    "im.fenghuo.storage..",
    "im.fenghuo.cluster..",
    "im.fenghuo.lane..",
    "im.fenghuo.core..",
    "im.fenghuo.dist..",
    "im.fenghuo.bench..",
    "im.fenghuo.conformance.."
  };

  /// One part per package, but for those that are one part.
  private static final SliceAssignment PARTS =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          String name = type.getPackageName();
          return SliceIdentifier.of(
              ONE_PART.stream()
                  .filter(part -> part.contains(name))
                  .map(List::getFirst)
                  .findFirst()
                  .orElse(name));
        }

        @Override
        public String getDescription() {
          return "the parts";
        }
      };

  /// An account, its roster and the way to it: each needs the others, and all of it is state of the
  /// account's lane. Entities are registered where everything is, and know the API's stanzas.
  private static final List<List<String>> ONE_PART =
      List.of(
          List.of("im.fenghuo.account", "im.fenghuo.roster", "im.fenghuo.route"),
          List.of("im.fenghuo.api", "im.fenghuo.api.entity"));

  private static final List<Class<?>> MUTABLE =
      List.of(AtomicBoolean.class, AtomicInteger.class, AtomicLong.class, AtomicReference.class);

  /// Interfaces and what the JDK's factories of immutable collections return are not in this list.
  private static final DescribedPredicate<JavaClass> MUTABLE_TYPE =
      DescribedPredicate.describe(
          "of a mutable type",
          type ->
              MUTABLE.stream().anyMatch(type::isAssignableTo)
                  || (!type.isInterface()
                      && (type.isAssignableTo(Collection.class)
                          || type.isAssignableTo(Map.class))));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ArchitectureTest::isNoTestJar)
          .importPackages("im.fenghuo");

  @Test
  void an_extension_sees_the_api_and_the_jdk_only() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(enginesAnd(XEP))
            .should()
            .dependOnClassesThat(
                not(
                    resideInAnyPackage(
                        enginesAnd(
                            XEP,
                            API,
                            "java..",
                            "javax.crypto..",
                            "org.jspecify..",
                            "org.slf4j..")))));
  }

  private static String[] enginesAnd(String... packages) {
    return Stream.concat(ENGINES.stream(), Stream.of(packages)).toArray(String[]::new);
  }

  @Test
  void an_extension_never_sees_another() {
    check(slices().matching("im.fenghuo.xep.(*)..").should().notDependOnEachOther());
  }

  @Test
  void the_api_sees_no_other_part() {
    check(
        noClasses()
            .that()
            .resideInAPackage(API)
            .should()
            .dependOnClassesThat(resideInAPackage("im.fenghuo..").and(not(resideInAPackage(API)))));
  }

  @Test
  void only_the_program_sees_extensions() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(XEP, "im.fenghuo.dist..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(XEP));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(enginesAnd(XEP, "im.fenghuo.dist.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(enginesAnd()));
  }

  @Test
  void nothing_sees_the_program() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("im.fenghuo.dist..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("im.fenghuo.dist.."));
  }

  @Test
  void futures_end_in_the_adapters() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ADAPTERS)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("io.vertx..", "io.netty..")
                    .or(JavaClass.Predicates.equivalentTo(CompletableFuture.class))));
  }

  @Test
  void hazelcast_stays_in_the_cluster() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("im.fenghuo.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster.hazelcast.."));
  }

  @Test
  void packages_form_no_cycles() {
    check(slices().assignedFrom(PARTS).should().beFreeOfCycles());
  }

  @Test
  void no_static_field_can_change() {
    check(
        fields()
            .that()
            .areStatic()
            .and(isWritten())
            .should()
            .beFinal()
            .andShould()
            .notHaveRawType(MUTABLE_TYPE));
  }

  @Test
  void a_type_is_named_after_what_it_is() {
    check(
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }

  /// Leaves out what the compiler adds, such as the table behind a switch.
  private static DescribedPredicate<JavaField> isWritten() {
    return DescribedPredicate.describe(
        "written by people", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
  }

  private static boolean isNoTestJar(Location location) {
    return !location.contains("-tests.jar");
  }
}
