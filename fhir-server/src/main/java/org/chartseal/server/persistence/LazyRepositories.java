package org.chartseal.server.persistence;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;

/**
 * Lets each of HAPI's sixty repositories parse its queries at first use: most are never used, and parsing them all is a
 * seventh of the start-up time.
 */
final class LazyRepositories implements BeanFactoryPostProcessor {
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanNamesForType(RepositoryFactoryBeanSupport.class, true, false)) {
            String definitionName = name.startsWith("&") ? name.substring(1) : name;
            BeanDefinition definition = beans.getBeanDefinition(definitionName);
            definition.getPropertyValues().add("lazyInit", true);
        }
    }
}
