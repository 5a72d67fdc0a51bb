package org.chartseal.anchoring;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.chartseal.anchoring", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String OURS = "org.chartseal..";

    @ArchTest
    static final ArchRule ONLY_CHAIN_KNOWS_WEB3J = noClasses()
            .that()
            .resideOutsideOfPackage("..anchoring.chain..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.web3j..");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_A_SERVER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "ca.uhn..", "org.hl7..");

    @ArchTest
    static final ArchRule CANONICAL_STANDS_ALONE = standsOn("canonical");

    @ArchTest
    static final ArchRule LOG_STANDS_ON_CANONICAL = standsOn("log", "canonical");

    @ArchTest
    static final ArchRule MAP_STANDS_ON_LOG = standsOn("map", "canonical", "log");

    @ArchTest
    static final ArchRule PROMISE_STANDS_ON_LOG = standsOn("promise", "canonical", "log");

    @ArchTest
    static final ArchRule PROOF_READS_LOG_MAP_PROMISE_AND_CHAIN =
            standsOn("proof", "canonical", "log", "map", "promise", "chain", "evidence", "devchain.evm");

    @ArchTest
    static final ArchRule EVIDENCE_STANDS_ON_THE_MACHINES_HASHES = standsOn("evidence", "canonical", "devchain.evm");

    @ArchTest
    static final ArchRule WITNESS_STANDS_ON_PROOF_AND_CHAIN = standsOn("witness", "canonical", "log", "chain", "proof");

    @ArchTest
    static final ArchRule RULES_STAND_ON_THE_CHAIN = standsOn("rules", "canonical", "chain");

    @ArchTest
    static final ArchRule WATCH_STANDS_ON_PROOF_AND_CHAIN =
            standsOn("watch", "canonical", "log", "chain", "proof", "witness");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.chartseal.anchoring.(*)..").should().beFreeOfCycles();

    private static ArchRule standsOn(String name, String... others) {
        String[] allowed = new String[others.length + 1];
        allowed[0] = "..anchoring." + name + "..";
        for (int i = 0; i < others.length; i++) {
            allowed[i + 1] = "..anchoring." + others[i] + "..";
        }
        DescribedPredicate<JavaClass> foreign = resideInAnyPackage(OURS).and(not(resideInAnyPackage(allowed)));
        return classes().that().resideInAPackage(allowed[0]).should().onlyDependOnClassesThat(not(foreign));
    }
}
