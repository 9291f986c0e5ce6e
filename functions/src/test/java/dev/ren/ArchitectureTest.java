package dev.ren;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.ren.platform.Environment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The rules that keep the house in order. ARCHITECTURE.md says why. */
final class ArchitectureTest {

  private static final String PLATFORM = "dev.ren.platform..";
  private static final String AWS_SDK = "software.amazon.awssdk..";
  private static final String LAMBDA = "com.amazonaws..";
  private static final int MOST_ARGUMENTS = 6;

  private static final JavaClasses FUNCTIONS =
      new ClassFileImporter()
          .importUrl(Environment.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void only_stores_notifiers_storages_and_the_platform_see_the_aws_sdk() {
    noClasses()
        .that()
        .resideOutsideOfPackages(PLATFORM, AWS_SDK)
        .and(areNotPartOf("Store", "Notifier", "Storage"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(AWS_SDK)
        .allowEmptyShould(true)
        .check(FUNCTIONS);
  }

  @Test
  void only_handlers_and_the_platform_see_lambda() {
    noClasses()
        .that()
        .resideOutsideOfPackage(PLATFORM)
        .and(areNotPartOf("Handler"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(LAMBDA)
        .allowEmptyShould(true)
        .check(FUNCTIONS);
  }

  @Test
  void features_form_no_cycle() {
    slices()
        .matching("dev.ren.(*)..")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(alwaysTrue(), resideInAPackage(PLATFORM))
        .ignoreDependency(resideInAPackage(PLATFORM), alwaysTrue())
        .check(FUNCTIONS);
  }

  @Test
  void time_randomness_and_configuration_are_passed_in() {
    noClasses()
        .that()
        .resideOutsideOfPackage(PLATFORM)
        .should()
        .accessTargetWhere(ambient("java\\.time\\..*", "now|system.*|tick.*"))
        .orShould()
        .accessTargetWhere(ambient("java\\.lang\\.System", "currentTimeMillis|nanoTime|getenv"))
        .orShould()
        .accessTargetWhere(ambient("java\\.lang\\.Math|java\\.util\\.UUID", "random.*"))
        .orShould()
        .accessTargetWhere(ambient("java\\.security\\.SecureRandom", "<init>|getInstance.*"))
        .orShould()
        .accessTargetWhere(ambient("java\\.util\\.(Random|concurrent\\.ThreadLocalRandom)", ".*"))
        .allowEmptyShould(true)
        .check(FUNCTIONS);
  }

  @Test
  void lambda_and_the_local_stack_can_both_make_every_handler() {
    classes()
        .that()
        .areAssignableTo(RequestStreamHandler.class)
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .should()
        .haveSimpleNameEndingWith("Handler")
        .andShould()
        .bePublic()
        .andShould()
        .haveModifier(JavaModifier.FINAL)
        .andShould(havePublicConstructor())
        .andShould(havePublicConstructor(Environment.class))
        .allowEmptyShould(true)
        .check(FUNCTIONS);
  }

  @Test
  void no_constructor_takes_more_than_six_arguments() {
    classes()
        .that()
        .areNotRecords()
        .and()
        .areNotEnums()
        .should(haveShortConstructors())
        .allowEmptyShould(true)
        .check(FUNCTIONS);
  }

  @Test
  void nothing_is_printed() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(FUNCTIONS);
  }

  /** Neither a class with one of these endings nor nested in one. */
  private static DescribedPredicate<JavaClass> areNotPartOf(String... endings) {
    return DescribedPredicate.describe(
        "are not part of a *" + String.join(", *", endings),
        type -> {
          String outermost = type.getName().replaceFirst("\\$.*", "");
          return Arrays.stream(endings).noneMatch(outermost::endsWith);
        });
  }

  private static DescribedPredicate<JavaAccess<?>> ambient(String type, String member) {
    return DescribedPredicate.describe(
        type + "." + member,
        access ->
            access.getTargetOwner().getName().matches(type)
                && access.getTarget().getName().matches(member));
  }

  private static ArchCondition<JavaClass> havePublicConstructor(Class<?>... arguments) {
    return new ArchCondition<>("have a public constructor " + Arrays.toString(arguments)) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean found =
            type.tryGetConstructor(arguments)
                .filter(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC))
                .isPresent();
        events.add(new SimpleConditionEvent(type, found, type.getName() + ": " + getDescription()));
      }
    };
  }

  private static ArchCondition<JavaClass> haveShortConstructors() {
    return new ArchCondition<>("have constructors of at most " + MOST_ARGUMENTS + " arguments") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaConstructor constructor : type.getConstructors()) {
          boolean isShort = constructor.getRawParameterTypes().size() <= MOST_ARGUMENTS;
          events.add(new SimpleConditionEvent(type, isShort, constructor.getFullName()));
        }
      }
    };
  }
}
