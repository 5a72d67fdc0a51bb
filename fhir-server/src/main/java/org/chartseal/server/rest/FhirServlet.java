package org.chartseal.server.rest;

import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Stands in the servlet container for HAPI's server, which is made only once all other beans are: made earlier, it drags
 * HAPI's whole graph into a phase in which Spring cannot cache its look-ups by type, a quarter of the start-up time.
 */
final class FhirServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient ObjectProvider<FhirServerFactory> servers;
    private transient volatile @Nullable RestfulServer server;

    FhirServlet(ObjectProvider<FhirServerFactory> servers) {
        this.servers = servers;
    }

    /** Called by the container once all beans are there, just before it accepts the first request. */
    @Override
    public void init() throws ServletException {
        RestfulServer ready = servers.getObject().create();
        ready.init(getServletConfig());
        server = ready;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        RestfulServer ready = server;
        if (ready == null) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            ready.service(request, response);
        }
    }

    @Override
    public void destroy() {
        RestfulServer ready = server;
        if (ready != null) {
            ready.destroy();
        }
    }
}
