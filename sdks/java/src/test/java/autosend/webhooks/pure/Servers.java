package autosend.webhooks.pure;

import autosend.webhooks.pure.http.WebhookHandler;
import autosend.webhooks.pure.servlet.WebhookServlet;
import com.sun.net.httpserver.HttpServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EnumSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The servers that the adapters are for. */
final class Servers {
    private Servers() {}

    /** Something that listens. */
    record Running(URI uri, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }

    /** What brings requests to a receiver. */
    enum Kind {
        JAVA,
        SERVLET;

        Running serve(Receiver receiver) throws Exception {
            return this == JAVA ? java(receiver) : jetty(new WebhookServlet(receiver));
        }
    }

    private static Running java(Receiver receiver) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/webhooks", new WebhookHandler(receiver));
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
        return new Running(uri, () -> {
            server.stop(0);
            threads.shutdownNow();
        });
    }

    /** Jetty, with a servlet at /webhooks and below, and filters before all of it. */
    static Running jetty(Servlet servlet, Filter... filters) throws Exception {
        return jetty("/webhooks/*", servlet, filters);
    }

    /** Jetty, with a servlet that looks at paths itself. */
    static Running jettyAtRoot(Servlet servlet, Filter... filters) throws Exception {
        return jetty("/*", servlet, filters);
    }

    private static Running jetty(String pattern, Servlet servlet, Filter... filters) throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, pattern);
        for (Filter filter : filters) {
            FilterHolder before = new FilterHolder(filter);
            before.setAsyncSupported(true);
            context.addFilter(before, "/*", EnumSet.allOf(DispatcherType.class));
        }
        server.setHandler(context);
        server.start();
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return new Running(URI.create("http://127.0.0.1:" + port + "/webhooks"), () -> stop(server));
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
