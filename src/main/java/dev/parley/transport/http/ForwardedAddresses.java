package dev.parley.transport.http;

import dev.parley.settings.Network;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Takes from a proxy's headers where a request comes from and whether TLS brought it. Only the proxies that the settings name
 * are believed: anybody else could write what they like. Of a chain of them, the nearest address that is none of them is the client.
 */
public final class ForwardedAddresses extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient List<Network> proxies;

    public ForwardedAddresses(List<Network> proxies) {
        this.proxies = proxies;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean fromProxy =
                Network.address(request.getRemoteAddr()).filter(this::isProxy).isPresent();
        chain.doFilter(fromProxy ? new Forwarded(request, client(request)) : request, response);
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(proxy -> proxy.contains(address));
    }

    private String client(HttpServletRequest request) {
        List<String> way = new ArrayList<>();
        Collections.list(request.getHeaders("X-Forwarded-For"))
                .forEach(header ->
                        Arrays.stream(header.split(",", -1)).map(String::strip).forEach(way::add));
        Collections.reverse(way);
        String nearest = request.getRemoteAddr();
        for (String step : way) {
            Optional<InetAddress> address = Network.address(step);
            if (address.isEmpty()) {
                break; // whoever wrote that is as near as we can get
            }
            nearest = address.get().getHostAddress();
            if (!isProxy(address.get())) {
                break;
            }
        }
        return nearest;
    }

    private static final class Forwarded extends HttpServletRequestWrapper {
        private final String client;

        Forwarded(HttpServletRequest request, String client) {
            super(request);
            this.client = client;
        }

        @Override
        public String getRemoteAddr() {
            return client;
        }

        @Override
        public boolean isSecure() {
            return super.isSecure() || "https".equalsIgnoreCase(getHeader("X-Forwarded-Proto"));
        }
    }
}
