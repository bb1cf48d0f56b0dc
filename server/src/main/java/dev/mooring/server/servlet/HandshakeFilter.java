package dev.mooring.server.servlet;

import dev.mooring.server.MooringServer;
import dev.mooring.server.auth.Rejection;
import dev.mooring.server.handshake.Admission;
import dev.mooring.server.handshake.AdmittedPrincipal;
import dev.mooring.server.handshake.Decision;
import dev.mooring.server.handshake.PathTemplate;
import dev.mooring.server.session.EndpointBinding;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the policy ahead of the upgrade, where a status can still be answered, and hands what it decided to the
 * Configurator by the request's principal. What it does not recognise as an upgrade for a guarded endpoint it lets pass:
 * the Configurator then decides alone.
 */
final class HandshakeFilter implements Filter {

    private final MooringServer mooring;

    HandshakeFilter(MooringServer mooring) {
        this.mooring = mooring;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && UpgradeRequest.is(http)) {
            upgrade(http, answer, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ServletHandshake handshake = new ServletHandshake(request);
        EndpointBinding binding = find(handshake.pathInContext());
        if (binding == null) {
            chain.doFilter(request, response);
            return;
        }
        Map<String, String> parameters = binding.guard().template().match(handshake.pathInContext());
        Decision decision = binding.guard().decide(handshake, parameters);
        if (decision instanceof Decision.Rejected rejected) {
            answer(rejected.rejection(), response);
        } else if (decision instanceof Admission admission) {
            Principal mark = new AdmittedPrincipal(admission, handshake.containerPrincipal());
            pass(new AdmittedRequest(request, mark), response, chain, admission);
        }
    }

    private static void pass(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, Admission admission)
            throws IOException, ServletException {
        boolean upgraded = false;
        try {
            chain.doFilter(request, response);
            upgraded = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
        } finally {
            // some containers open the session only after the filters: 101 keeps the place, for a while
            if (!upgraded) {
                admission.abandon();
            }
        }
    }

    /** No body: an error page is for people, and says more than a stranger needs to know. */
    private static void answer(Rejection rejection, HttpServletResponse response) {
        response.setStatus(rejection.status());
        rejection.headers().forEach(response::setHeader);
        response.setContentLength(0);
    }

    private @Nullable EndpointBinding find(String path) {
        return mooring.runtime().bindings().stream()
                .filter(binding -> template(binding).match(path) != null)
                .min(Comparator.comparing(binding -> template(binding).precedence()))
                .orElse(null);
    }

    private static PathTemplate template(EndpointBinding binding) {
        return binding.guard().template();
    }

    private static final class AdmittedRequest extends HttpServletRequestWrapper {

        private final Principal principal;

        AdmittedRequest(HttpServletRequest request, Principal principal) {
            super(request);
            this.principal = principal;
        }

        @Override
        public Principal getUserPrincipal() {
            return principal;
        }

        @Override
        public String getRemoteUser() {
            return principal.getName();
        }
    }
}
