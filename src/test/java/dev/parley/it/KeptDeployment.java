package dev.parley.it;

import org.jboss.arquillian.container.spi.client.deployment.Deployment;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentTargetDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.context.annotation.DeploymentScoped;
import org.jboss.arquillian.container.spi.event.DeployDeployment;
import org.jboss.arquillian.container.spi.event.DeploymentEvent;
import org.jboss.arquillian.container.spi.event.StopContainer;
import org.jboss.arquillian.container.spi.event.UnDeployDeployment;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jspecify.annotations.Nullable;

/**
 * Has classes whose deployments have the same name use one deployment, as long as no other one comes between them: Arquillian
 * deploys for each class, and for Payara Micro that is the start of a server. What has no name is deployed for its class alone.
 */
public final class KeptDeployment implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Keeper.class);
    }

    /** Arquillian calls it, from one thread. */
    public static final class Keeper {
        /** Within the contexts that Arquillian makes for these events. */
        private static final int INNERMOST = -100;

        /** @param metaData where the deployment is */
        private record Kept(UnDeployDeployment end, ProtocolMetaData metaData) {
            boolean isFor(DeploymentEvent event) {
                return nameOf(end).equals(nameOf(event));
            }
        }

        @Inject
        @DeploymentScoped
        private InstanceProducer<DeploymentDescription> description;

        @Inject
        @DeploymentScoped
        private InstanceProducer<Deployment> deployment;

        @Inject
        @DeploymentScoped
        private InstanceProducer<ProtocolMetaData> metaData;

        private @Nullable Kept kept;

        public void deploy(@Observes(precedence = INNERMOST) EventContext<DeployDeployment> deploying)
                throws Exception {
            DeployDeployment event = deploying.getEvent();
            if (kept != null && kept.isFor(event)) {
                description.set(event.getDeployment().getDescription());
                deployment.set(event.getDeployment());
                metaData.set(kept.metaData());
                event.getDeployment().deployed();
            } else {
                end();
                deploying.proceed();
            }
        }

        public void undeploy(@Observes(precedence = INNERMOST) EventContext<UnDeployDeployment> undeploying) {
            UnDeployDeployment event = undeploying.getEvent();
            boolean hasName = !nameOf(event).equals(DeploymentTargetDescription.DEFAULT.getName());
            if (hasName && !event.getDeployment().hasDeploymentError()) {
                kept = new Kept(event, metaData.get());
            } else {
                undeploying.proceed();
            }
        }

        public void stop(@Observes(precedence = INNERMOST) EventContext<StopContainer> stopping) throws Exception {
            end();
            stopping.proceed();
        }

        private static String nameOf(DeploymentEvent event) {
            return event.getDeployment().getDescription().getName();
        }

        private void end() throws Exception {
            Kept ended = kept;
            kept = null;
            if (ended != null) {
                ended.end()
                        .getDeployableContainer()
                        .undeploy(ended.end().getDeployment().getDescription().getArchive());
            }
        }
    }
}
