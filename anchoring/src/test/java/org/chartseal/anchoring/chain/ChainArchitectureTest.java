package org.chartseal.anchoring.chain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.chartseal.anchoring", importOptions = ImportOption.DoNotIncludeTests.class)
class ChainArchitectureTest {
    @ArchTest
    static final ArchRule web3jStaysInChain = noClasses()
            .that()
            .resideOutsideOfPackage("org.chartseal.anchoring.chain")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.web3j..", "okhttp3..", "io.reactivex..");

    @ArchTest
    static final ArchRule theMachineKnowsNoLedger = noClasses()
            .that()
            .resideInAPackage("org.chartseal.anchoring.devchain.evm")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.chartseal.anchoring.devchain", "org.chartseal.anchoring.chain");
}
