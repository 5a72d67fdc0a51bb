package org.chartseal.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.chartseal", importOptions = ProductClasses.class)
final class LayersTest {
    @ArchTest
    static final ArchRule LIBRARIES_KNOW_NEITHER_THE_SERVER_NOR_SPRING = noClasses()
            .that()
            .resideInAnyPackage("org.chartseal.anchoring..", "org.chartseal.consent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.chartseal.server..", "org.springframework..");

    @ArchTest
    static final ArchRule THE_LIBRARIES_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .that()
            .resideInAPackage("org.chartseal.consent..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.chartseal.anchoring..");

    @ArchTest
    static final ArchRule NOR_THE_OTHER_WAY_ROUND = noClasses()
            .that()
            .resideInAPackage("org.chartseal.anchoring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.chartseal.consent..");

    @ArchTest
    static final ArchRule ONLY_CHAIN_KNOWS_WEB3J = noClasses()
            .that()
            .resideOutsideOfPackage("org.chartseal.anchoring.chain..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.web3j..");

    @ArchTest
    static final ArchRule KEYS_ARE_THE_GROUND = noClasses()
            .that()
            .resideInAPackage("org.chartseal.server.keys..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.chartseal.server.sealing..",
                    "org.chartseal.server.integrity..",
                    "org.chartseal.server.consent..",
                    "org.chartseal.server.security..",
                    "org.chartseal.server.rest..");

    @ArchTest
    static final ArchRule FEATURES_HAVE_NO_CYCLES =
            slices().matching("org.chartseal.server.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_ENGINE_IS_PURE = noClasses()
            .that()
            .resideInAPackage("org.chartseal.consent.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ca.uhn..", "org.hl7..", "java.sql..", "java.io..");
}
