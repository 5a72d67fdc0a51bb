package org.chartseal.server.persistence;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;

/**
 * Lets each of HAPI's sixty repositories be made, and its queries be parsed, at first use: most are never used, and
 * parsing them all is a tenth of the start-up time. What is injected is a proxy that looks the repository up once.
 */
final class LazyRepositories implements BeanFactoryPostProcessor {
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanNamesForType(RepositoryFactoryBeanSupport.class, true, false)) {
            beans.getBeanDefinition(name.startsWith("&") ? name.substring(1) : name)
                    .setLazyInit(true);
        }
        if (beans instanceof DefaultListableBeanFactory factory) {
            factory.setAutowireCandidateResolver(new RepositoriesLater());
        }
    }

    private static final class RepositoriesLater extends ContextAnnotationAutowireCandidateResolver {
        @Override
        protected boolean isLazy(DependencyDescriptor dependency) {
            return Repository.class.isAssignableFrom(dependency.getDependencyType()) || super.isLazy(dependency);
        }
    }
}
